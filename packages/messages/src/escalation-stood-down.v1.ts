import { z } from 'zod'
import { escalationId, instant, personId, type Unchanging, word } from './fields.ts'

export const ESCALATION_STOOD_DOWN_V1 = 'escalation-stood-down.v1'

/**
 * The pool has taken it back from who had accepted: a right or the role has ended, or the person is away, or has no session,
 * in time. The home spoke closes identity and content for that person at once; the pool routes again.
 */
export const escalationStoodDownV1 = z.object({
  escalationId,
  specialistPerson: personId,
  /** Words of the pool: which rights no longer hold, or what speaks against the sessions of that person. */
  reasons: z.array(word).min(1).max(10),
  at: instant,
})

export type EscalationStoodDownV1 = Unchanging<z.infer<typeof escalationStoodDownV1>>

export const escalationStoodDownV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  specialistPerson: 'dr-bell',
  reasons: ['indemnity-not-valid'],
  at: '2026-03-12T00:00:04.310Z',
} as const
