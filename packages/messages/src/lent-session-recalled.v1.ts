import { z } from 'zod'
import { agreementId, instant, sessionId, type Unchanging } from './fields.ts'

export const LENT_SESSION_RECALLED_V1 = 'lent-session-recalled.v1'

/** The lender cannot hold a session that it has lent. Why is not said: when somebody is away is nobody else's business. */
export const lentSessionRecalledV1 = z.object({ agreementId, sessionId, at: instant })

export type LentSessionRecalledV1 = Unchanging<z.infer<typeof lentSessionRecalledV1>>

export const lentSessionRecalledV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  sessionId: '7e1f6c1e-7a53-4c53-9a3e-2f6f3f0f8a12',
  at: '2026-03-24T08:05:00.000Z',
} as const
