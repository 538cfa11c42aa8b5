import type { IcsCode, Instant, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { type AllocateAsk, allocate } from './allocate.ts'
import { BOOKING_PREFERENCES } from './booking-preferences.ts'
import { aPolicy, aSession, aSpecialist, aWaitingCase } from './samples.ts'

const two: AllocateAsk = {
  now: '2026-10-12T08:00:00.000Z' as Instant,
  cases: [aWaitingCase('case')],
  sessions: [aSession('a', 'shah'), aSession('z', 'bell')],
  specialists: [aSpecialist('bell'), aSpecialist('shah')],
  policy: aPolicy(),
}
const rowOf = (given: AllocateAsk, sessionId: string) => allocate(given).reasons.find((row) => row.sessionId === sessionId)

type Booked = (typeof BOOKING_PREFERENCES)[number]['chosen']
/** The case goes to 'z' for this reason alone, although 'a' stands first in the fixed order. */
const preferred: Partial<Record<Booked, Partial<AllocateAsk>>> = {
  'in-time': {
    cases: [aWaitingCase('case', { dueOn: '2026-10-14' as LondonDate, urgency: 'urgent' })],
    sessions: [aSession('a', 'shah'), aSession('z', 'bell', { startsAt: '2026-10-14T08:00:00.000Z' as Instant })],
  },
  'of-own-ics': {
    // nobody else could see it in time, so what is lent may be used
    cases: [aWaitingCase('case', { dueOn: '2026-10-14' as LondonDate })],
    policy: aPolicy({ ics: 'QT1' as IcsCode }),
    sessions: [aSession('a', 'shah', { ics: 'QK1' as IcsCode }), aSession('z', 'bell')],
  },
  'answered-for-worker-before': { cases: [aWaitingCase('case', { knownTo: ['bell' as SpecialistId] })] },
  'scarce-skills-kept-free': { specialists: [aSpecialist('bell'), aSpecialist('shah', { skills: ['general', 'skin'] })] },
  'earliest-session': {
    sessions: [aSession('a', 'shah', { startsAt: '2026-10-15T09:00:00.000Z' as Instant }), aSession('z', 'bell')],
  },
  'fits-worker-preference': {
    specialists: [aSpecialist('bell', { employer: 'RHA' as TrustCode }), aSpecialist('shah')],
    cases: [aWaitingCase('case', { prefersOwnEmployer: true })],
  },
  'best-fit-of-hours': { sessions: [aSession('a', 'shah', { hours: 3 }), aSession('z', 'bell', { hours: 2 })] },
}

describe('which session a case gets', () => {
  const rows = BOOKING_PREFERENCES.filter((row) => row.chosen !== 'first-in-fixed-order')
  it.each(rows.map((row) => [row.chosen, row.source, row] as const))('%s: %s', (chosen, _, { passedOver }) => {
    const given = { ...two, ...preferred[chosen] }
    expect(rowOf(given, 'z')).toMatchObject({ outcome: 'placed', reasons: [chosen] })
    expect(rowOf(given, 'a')).toMatchObject({ outcome: 'eligible-not-chosen', reasons: [passedOver] })
  })

  it('has a test for every row but the last, which decides between equals', () => {
    expect(rows.map((row) => row.chosen).sort()).toEqual(Object.keys(preferred).sort())
    expect(rowOf(two, 'a')).toMatchObject({ outcome: 'placed', reasons: ['first-in-fixed-order'] })
  })
})
