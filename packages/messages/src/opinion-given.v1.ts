import { z } from 'zod'
import {
  escalationId,
  instant,
  line,
  lines,
  londonDate,
  opinionId,
  optionalLines,
  personId,
  signature,
  type Unchanging,
} from './fields.ts'

export const OPINION_GIVEN_V1 = 'opinion-given.v1'

/** The specialist's opinion, signed by its author, on its way home. */
export const opinionGivenV1 = z.object({
  escalationId,
  opinionId,
  authorPerson: personId,
  authorName: line(120),
  answer: lines(4_000),
  fitness: z.enum(['fit', 'fit-with-adjustments', 'temporarily-unfit', 'unfit']),
  adjustments: z.array(lines(300)).max(20),
  reviewOn: londonDate.optional(),
  adviceToNurse: optionalLines(4_000),
  signedAt: instant,
  signature,
})

export type OpinionGivenV1 = Unchanging<z.infer<typeof opinionGivenV1>>

export const opinionGivenV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  opinionId: '2f1e0d9c-8b7a-4695-8473-625140392817',
  authorPerson: 'dr-bell',
  authorName: 'Dr Miriam Bell',
  answer: 'Night shifts can start again after six weeks of day shifts, if sleep holds.',
  fitness: 'fit-with-adjustments',
  adjustments: ['Day shifts only for six weeks', 'No more than three shifts in a row'],
  reviewOn: '2026-04-27',
  adviceToNurse: 'Repeat the mood score at the review; call me if it has risen.',
  signedAt: '2026-03-16T15:20:00.000Z',
  signature: 'eyJhbGciOiJFUzI1NiJ9..c2FtcGxl',
} as const
