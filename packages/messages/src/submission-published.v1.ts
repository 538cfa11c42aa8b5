import { z } from 'zod'
import { instant, month, submissionId, type Unchanging } from './fields.ts'

export const SUBMISSION_PUBLISHED_V1 = 'submission-published.v1'

/** The figures of a submission stand in a publication, which never changes: the month cannot be restated any more. */
export const submissionPublishedV1 = z.object({
  submissionId,
  month,
  /** Number of the publication. */
  publication: z.int().min(1).max(1_000_000),
  publishedAt: instant,
})

export type SubmissionPublishedV1 = Unchanging<z.infer<typeof submissionPublishedV1>>

export const submissionPublishedV1Sample = {
  submissionId: '5f4e3d2c-1b0a-4f9e-8d7c-6b5a49382716',
  month: '2026-10',
  publication: 37,
  publishedAt: '2026-11-16T09:30:00.000Z',
} as const
