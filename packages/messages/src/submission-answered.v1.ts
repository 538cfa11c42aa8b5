import { z } from 'zod'
import { instant, submissionId, type Unchanging, word } from './fields.ts'

export const SUBMISSION_ANSWERED_V1 = 'submission-answered.v1'

/** Why a submission is refused, beside what its shape already bars. */
export const SUBMISSION_REFUSALS = [
  'employer-not-served',
  'grid-does-not-add-up',
  'grid-place-twice',
  'grid-place-unknown',
  'month-not-over',
  'month-published',
  'measure-unknown',
  'measure-twice',
  'measure-version-unknown',
  'numerator-above-denominator',
  'restatement-out-of-order',
  'submission-known',
  'year-final',
] as const
export type SubmissionRefusal = (typeof SUBMISSION_REFUSALS)[number]

/** What became of a submission at the rollup: taken in, or refused for every reason against it. */
export const submissionAnsweredV1 = z.object({
  submissionId,
  ruling: z.enum(['taken-in', 'refused']),
  /** Empty when it was taken in. */
  reasons: z.array(word).max(20),
  answeredAt: instant,
})

export type SubmissionAnsweredV1 = Unchanging<z.infer<typeof submissionAnsweredV1>>

export const submissionAnsweredV1Sample = {
  submissionId: '5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716',
  ruling: 'refused',
  reasons: ['month-published'],
  answeredAt: '2026-11-05T10:15:02.000Z',
} as const
