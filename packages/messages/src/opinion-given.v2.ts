import type { z } from 'zod'
import { line, personId, type Unchanging } from './fields.ts'
import { opinionGivenV1, opinionGivenV1Sample } from './opinion-given.v1.ts'

export const OPINION_GIVEN_V2 = 'opinion-given.v2'

/**
 * As version 1, with the supervisor who countersigned what a trainee wrote; the signature is over these fields, too, for
 * both. An opinion that needed no countersignature is still sent as version 1.
 */
export const opinionGivenV2 = opinionGivenV1.extend({
  countersignedPerson: personId.optional(),
  countersignedName: line(120).optional(),
})

export type OpinionGivenV2 = Unchanging<z.infer<typeof opinionGivenV2>>

export const opinionGivenV2Sample = {
  ...opinionGivenV1Sample,
  countersignedPerson: 'dr-shah',
  countersignedName: 'Dr Anil Shah',
} as const
