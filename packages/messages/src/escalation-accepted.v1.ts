import { z } from 'zod'
import { escalationId, instant, line, personId, specialistId, type Unchanging } from './fields.ts'

export const ESCALATION_ACCEPTED_V1 = 'escalation-accepted.v1'

/** A specialist has taken the escalation by name; from here on the home spoke may show that person who the worker is. */
export const escalationAcceptedV1 = z.object({
  escalationId,
  specialistId,
  specialistPerson: personId,
  specialistName: line(120),
  at: instant,
})

export type EscalationAcceptedV1 = Unchanging<z.infer<typeof escalationAcceptedV1>>

export const escalationAcceptedV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  specialistId: '8c9d2a10-3b4c-4d5e-9f60-718293a4b5c6',
  specialistPerson: 'dr-bell',
  specialistName: 'Dr Miriam Bell',
  at: '2026-03-10T11:42:31.005Z',
} as const
