import { z } from 'zod'
import { type Unchanging, word } from './fields.ts'
import { count, submissionSentV1, submissionSentV1Sample } from './submission-sent.v1.ts'

export const SUBMISSION_SENT_V2 = 'submission-sent.v2'

/**
 * As version 1, with the grids of the month: of each measure that has one, how its count is made up by staff group and group
 * of reasons. A place that is not named counted 0 of 0, so that the places named add up to the count. Which measures have a
 * grid, and which places it has, is fixed by this version: other measures or places are a new version of the message.
 */
export const submissionSentV2 = submissionSentV1.extend({
  grid: z
    .array(
      z.object({
        measure: word,
        version: z.int().min(1).max(999),
        staffGroup: word,
        reasonGroup: word,
        numerator: count,
        denominator: count,
      }),
    )
    .max(400),
})

export type SubmissionSentV2 = Unchanging<z.infer<typeof submissionSentV2>>

const received = { measure: 'received-seen-within-10', version: 1 } as const

export const submissionSentV2Sample = {
  ...submissionSentV1Sample,
  counts: [...submissionSentV1Sample.counts, { ...received, numerator: 3, denominator: 5 }],
  grid: [
    { ...received, staffGroup: 'nurses', reasonGroup: 'absence-and-return', numerator: 2, denominator: 3 },
    { ...received, staffGroup: 'not-recorded', reasonGroup: 'stress', numerator: 1, denominator: 2 },
  ],
} as const
