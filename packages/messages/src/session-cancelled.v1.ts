import { z } from 'zod'
import { bookingId, escalationId, instant, type Unchanging, word } from './fields.ts'

export const SESSION_CANCELLED_V1 = 'session-cancelled.v1'

/** A booking that the home spoke was told of does not stand any more. */
export const sessionCancelledV1 = z.object({
  escalationId,
  bookingId,
  startsAt: instant,
  /** Why, as a word of the pool; no page shows it to the worker. */
  reason: word,
  at: instant,
})

export type SessionCancelledV1 = Unchanging<z.infer<typeof sessionCancelledV1>>

export const sessionCancelledV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  bookingId: '5d4c3b2a-1908-4f7e-8d6c-5b4a39281706',
  startsAt: '2026-03-13T09:00:00.000Z',
  reason: 'stood-down',
  at: '2026-03-12T00:00:04.310Z',
} as const
