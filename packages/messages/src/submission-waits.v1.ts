import { z } from 'zod'
import { financialYear, instant, month, submissionId, type Unchanging } from './fields.ts'

export const SUBMISSION_WAITS_V1 = 'submission-waits.v1'

/**
 * A submission that was taken in is of a month that had been published: it changes no figure until its financial year is
 * refreshed, and counts then.
 */
export const submissionWaitsV1 = z.object({
  submissionId,
  month,
  /** Number of the publication of that month. */
  publication: z.int().min(1).max(1_000_000),
  publishedAt: instant,
  /** The year that is to be refreshed. */
  year: financialYear,
})

export type SubmissionWaitsV1 = Unchanging<z.infer<typeof submissionWaitsV1>>

export const submissionWaitsV1Sample = {
  submissionId: '5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716',
  month: '2026-10',
  publication: 37,
  publishedAt: '2026-11-16T09:30:00.000Z',
  year: '2026/27',
} as const
