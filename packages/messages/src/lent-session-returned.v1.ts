import { z } from 'zod'
import { agreementId, instant, sessionId, type Unchanging } from './fields.ts'

export const LENT_SESSION_RETURNED_V1 = 'lent-session-returned.v1'

/** A lent session goes back unused, and why: nobody needed it, or it could not be taken. */
export const lentSessionReturnedV1 = z.object({
  agreementId,
  sessionId,
  reason: z.enum(['nobody-needs-it', 'given-back-by-coordinator', 'agreement-not-standing', 'specialist-works-here']),
  at: instant,
})

export type LentSessionReturnedV1 = Unchanging<z.infer<typeof lentSessionReturnedV1>>

export const lentSessionReturnedV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  sessionId: '7e1f6c1e-7a53-4c53-9a3e-2f6f3f0f8a12',
  reason: 'nobody-needs-it',
  at: '2026-03-19T08:00:05.000Z',
} as const
