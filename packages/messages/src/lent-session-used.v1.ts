import { z } from 'zod'
import { agreementId, hours, instant, sessionId, type Unchanging } from './fields.ts'

export const LENT_SESSION_USED_V1 = 'lent-session-used.v1'

/** A lent session is over: how many of its hours were booked. Hours that stood empty were kept from the lender all the same. */
export const lentSessionUsedV1 = z.object({ agreementId, sessionId, hours, at: instant })

export type LentSessionUsedV1 = Unchanging<z.infer<typeof lentSessionUsedV1>>

export const lentSessionUsedV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  sessionId: '7e1f6c1e-7a53-4c53-9a3e-2f6f3f0f8a12',
  hours: 2,
  at: '2026-03-25T17:30:05.000Z',
} as const
