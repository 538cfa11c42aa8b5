import { z } from 'zod'
import { escalationId, instant, type Unchanging } from './fields.ts'

export const CONSENT_WITHDRAWN_V1 = 'consent-withdrawn.v1'

/**
 * The worker has withdrawn consent: the pool seals its copy. With `safetyHold` a named senior clinician's public-interest
 * decision comes first, and until then only that person reads, and only the minimum.
 */
export const consentWithdrawnV1 = z.object({ escalationId, at: instant, safetyHold: z.boolean() })

export type ConsentWithdrawnV1 = Unchanging<z.infer<typeof consentWithdrawnV1>>

export const consentWithdrawnV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  at: '2026-03-11T08:00:00.000Z',
  safetyHold: false,
} as const
