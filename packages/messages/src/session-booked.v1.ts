import { z } from 'zod'
import { bookingId, escalationId, instant, line, trustCode, type Unchanging } from './fields.ts'

export const SESSION_BOOKED_V1 = 'session-booked.v1'

/** The worker is to be seen by the specialist who has the escalation: the home spoke tells the worker. */
export const sessionBookedV1 = z.object({
  escalationId,
  bookingId,
  startsAt: instant,
  /** How long the worker is seen. */
  hours: z.number().positive().max(12),
  how: z.enum(['video', 'in-person']),
  /** Where to come, when it is in person. */
  site: trustCode.optional(),
  specialistName: line(120),
  at: instant,
})

export type SessionBookedV1 = Unchanging<z.infer<typeof sessionBookedV1>>

export const sessionBookedV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  bookingId: '5d4c3b2a-1908-4f7e-8d6c-5b4a39281706',
  startsAt: '2026-03-13T09:00:00.000Z',
  hours: 1,
  how: 'in-person',
  site: 'RX1',
  specialistName: 'Dr Miriam Bell',
  at: '2026-03-10T08:00:02.015Z',
} as const
