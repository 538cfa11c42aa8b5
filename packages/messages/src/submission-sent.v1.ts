import { z } from 'zod'
import { instant, month, submissionId, trustCode, type Unchanging, word } from './fields.ts'

export const SUBMISSION_SENT_V1 = 'submission-sent.v1'

/** How many of anything. */
export const count = z.int().min(0).max(100_000_000)

/**
 * One employer's month as its service counted and signed it off: exact numerators and denominators, no row about a person.
 * `restatement` counts from 1; a later one stands in place of an earlier one until the month is published.
 */
export const submissionSentV1 = z.object({
  submissionId,
  employer: trustCode,
  month,
  restatement: z.int().min(1).max(999),
  /** Counts of people below this are not to be shown: the service's own floor, which can only be obeyed. */
  floor: z.int().min(1).max(1_000),
  signedOffAt: instant,
  counts: z
    .array(z.object({ measure: word, version: z.int().min(1).max(999), numerator: count, denominator: count }))
    .min(1)
    .max(100),
})

export type SubmissionSentV1 = Unchanging<z.infer<typeof submissionSentV1>>

export const submissionSentV1Sample = {
  submissionId: '5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716',
  employer: 'RWE',
  month: '2026-10',
  restatement: 1,
  floor: 8,
  signedOffAt: '2026-11-05T10:15:00.000Z',
  counts: [
    { measure: 'seen-within-10', version: 1, numerator: 52, denominator: 71 },
    { measure: 'clinical-wte-per-1000', version: 1, numerator: 2_730, denominator: 17_900 },
  ],
} as const
