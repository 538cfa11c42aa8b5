import { z } from 'zod'
import {
  agreementId,
  hours,
  icsCode,
  instant,
  line,
  londonDate,
  optionalLine,
  personId,
  sessionId,
  specialistId,
  trustCode,
  type Unchanging,
  word,
} from './fields.ts'

export const SESSION_LENT_V1 = 'session-lent.v1'

const period = z.object({ from: londonDate, to: londonDate.optional() })

/** A pool lends a neighbour one whole session, with what the neighbour must know of whoever holds it. Nothing about a worker. */
export const sessionLentV1 = z.object({
  agreementId,
  sessionId,
  /** The system that lends. */
  lender: icsCode,
  startsAt: instant,
  hours: hours.gt(0),
  /** Where it is held; absent: by video only. */
  site: trustCode.optional(),
  virtual: z.boolean(),
  specialist: z.object({
    id: specialistId,
    person: personId,
    fullName: line(120),
    employer: trustCode,
    department: optionalLine(120),
    skills: z.array(word).min(1).max(30),
    /** Rights as the lender has them on record; each must hold on the day of the work. */
    accredited: period,
    indemnity: period,
    honoraryContract: period,
  }),
  at: instant,
})

export type SessionLentV1 = Unchanging<z.infer<typeof sessionLentV1>>

export const sessionLentV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  sessionId: '7e1f6c1e-7a53-4c53-9a3e-2f6f3f0f8a12',
  lender: 'QK1',
  startsAt: '2026-03-25T14:00:00.000Z',
  hours: 3.5,
  site: 'RWE',
  virtual: true,
  specialist: {
    id: '8c9d2a10-3b4c-4d5e-9f60-718293a4b5c6',
    person: 'dr-sethi',
    fullName: 'Dr Arjun Sethi',
    employer: 'RWE',
    department: 'Occupational medicine',
    skills: ['general', 'blood-borne-virus'],
    accredited: { from: '2022-07-01', to: '2032-07-01' },
    indemnity: { from: '2022-07-01' },
    honoraryContract: { from: '2022-07-01' },
  },
  at: '2026-03-16T09:05:00.000Z',
} as const
