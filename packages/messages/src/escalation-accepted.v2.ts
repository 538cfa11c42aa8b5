import type { z } from 'zod'
import { escalationAcceptedV1, escalationAcceptedV1Sample } from './escalation-accepted.v1.ts'
import { line, personId, type Unchanging } from './fields.ts'

export const ESCALATION_ACCEPTED_V2 = 'escalation-accepted.v2'

/**
 * As version 1, with the supervisor who reads and countersigns when a trainee has taken it: the home spoke may show that
 * person, too, who the worker is. Without a supervisor a pool still sends version 1.
 */
export const escalationAcceptedV2 = escalationAcceptedV1.extend({
  supervisorPerson: personId.optional(),
  supervisorName: line(120).optional(),
})

export type EscalationAcceptedV2 = Unchanging<z.infer<typeof escalationAcceptedV2>>

export const escalationAcceptedV2Sample = {
  ...escalationAcceptedV1Sample,
  supervisorPerson: 'dr-shah',
  supervisorName: 'Dr Anil Shah',
} as const
