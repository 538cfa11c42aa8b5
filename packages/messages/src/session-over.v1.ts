import { z } from 'zod'
import { bookingId, escalationId, instant, type Unchanging } from './fields.ts'

export const SESSION_OVER_V1 = 'session-over.v1'

/** Whether the worker was seen, and what follows: another session of which a booking tells, or the nurse decides. */
export const sessionOverV1 = z.object({
  escalationId,
  bookingId,
  startsAt: instant,
  attendance: z.enum(['attended', 'did-not-attend', 'cancelled-late']),
  next: z.enum(['none', 'book-again', 'back-to-nurse']),
  at: instant,
})

export type SessionOverV1 = Unchanging<z.infer<typeof sessionOverV1>>

export const sessionOverV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  bookingId: '5d4c3b2a-1908-4f7e-8d6c-5b4a39281706',
  startsAt: '2026-03-13T09:00:00.000Z',
  attendance: 'did-not-attend',
  next: 'book-again',
  at: '2026-03-13T09:31:10.000Z',
} as const
