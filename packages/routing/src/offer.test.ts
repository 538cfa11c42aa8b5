import type { IcsCode, Instant, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { CONFLICT_TABLE } from './conflicts.ts'
import { type OfferAsk, type OfferPlan, offer } from './offer.ts'
import { OFFER_PREFERENCES } from './offer-preferences.ts'
import { OFFER_RULES } from './offer-rules.ts'
import { aNeed, aSpecialist } from './samples.ts'
import { defaultSettings } from './settings.ts'
import type { Specialist, Workload } from './specialist.ts'

const now = '2026-10-12T09:00:00.000Z' as Instant
const today = '2026-10-12' as LondonDate
const id = (text: string) => text as SpecialistId

function ask(given: Partial<OfferAsk>): OfferPlan {
  return offer({ now, escalation: aNeed(), specialists: [], workloads: [], settings: defaultSettings, ...given })
}
function inHand(specialistId: string, given: Partial<Workload> = {}): Workload {
  return { specialistId: id(specialistId), openOffers: 0, openCases: 0, ...given }
}
const excludedFrom = (plan: OfferPlan, who: string) => plan.candidates.find((row) => row.specialistId === who)

/** One way to break each hard rule, and nothing else. */
const broken: Record<(typeof OFFER_RULES)[number]['refuses'], Partial<OfferAsk>> = {
  'gate-not-alive': { escalation: aNeed({ gateAlive: false }) },
  'skill-missing': { escalation: aNeed({ skills: ['general', 'skin'] }) },
  'declined-before': { escalation: aNeed({ tried: [{ specialistId: id('a'), ended: 'declined' }] }) },
  'lapsed-before': { escalation: aNeed({ tried: [{ specialistId: id('a'), ended: 'lapsed' }] }) },
  'conflict-declared-before': { escalation: aNeed({ tried: [{ specialistId: id('a'), ended: 'conflict-declared' }] }) },
  'caseload-full': { workloads: [inHand('a', { openOffers: 4, openCases: 6 })] },
  away: { specialists: [aSpecialist('a', { away: [{ from: today }] })] },
  'not-shown-to-worker': {
    escalation: aNeed({ sentAt: '2026-10-09T09:00:00.000Z' as Instant }),
    specialists: [aSpecialist('a', { listedAt: '2026-10-09T09:00:00.001Z' as Instant })],
  },
}

describe('the hard rules of an offer', () => {
  it.each(OFFER_RULES.map((row) => [row.refuses, row.source] as const))('excludes for %s: %s', (refuses) => {
    const plan = ask({ specialists: [aSpecialist('a')], ...broken[refuses] })
    expect(plan).toEqual({
      on: today,
      offeredTo: undefined,
      expiresAt: undefined,
      candidates: [{ specialistId: 'a', outcome: 'excluded', reasons: [refuses] }],
    })
  })

  it('has a test for every row', () => {
    expect(OFFER_RULES.map((row) => row.refuses).sort()).toEqual(Object.keys(broken).sort())
  })

  it('asks the rights on the London date, not on the date in UTC', () => {
    const accredited = { from: '2026-07-01' as LondonDate }
    const nearMidnight = '2026-06-30T23:30:00.000Z' as Instant
    expect(ask({ now: nearMidnight, specialists: [aSpecialist('a', { accredited })] }).offeredTo).toBe('a')
  })

  it('asks the one table of conflicts', () => {
    const escalation = aNeed({ employer: 'RX1' as TrustCode, department: 'occupational health' })
    expect(excludedFrom(ask({ escalation, specialists: [aSpecialist('a')] }), 'a')?.reasons).toEqual([CONFLICT_TABLE[0]?.word])
  })

  it('collects every reason of one specialist, rights first', () => {
    const specialist = aSpecialist('a', { accredited: undefined, skills: [], caseloadCap: 0 })
    expect(ask({ specialists: [specialist] }).candidates[0]?.reasons).toEqual([
      'not-accredited',
      'skill-missing',
      'caseload-full',
    ])
  })

  it('offers to a specialist with room for one more and back from leave today', () => {
    const away = [{ from: '2026-10-01' as LondonDate, to: today }]
    const plan = ask({ specialists: [aSpecialist('a', { away })], workloads: [inHand('a', { openCases: 9 })] })
    expect(plan.offeredTo).toBe('a')
  })

  it('never relaxes a rule when nobody is left', () => {
    const specialists = [aSpecialist('a', { indemnity: undefined }), aSpecialist('b', { skills: ['skin'] })]
    const plan = ask({ specialists })
    expect(plan.offeredTo).toBeUndefined()
    expect(plan.candidates.map((row) => row.outcome)).toEqual(['excluded', 'excluded'])
  })

  it('gives no candidates for an empty pool', () => {
    expect(ask({})).toEqual({ on: today, offeredTo: undefined, expiresAt: undefined, candidates: [] })
  })
})

type Chosen = (typeof OFFER_PREFERENCES)[number]['chosen']
/** 'z' is preferred to 'a' for this reason alone, although 'a' stands first in the fixed order. */
const preferred: Partial<Record<Chosen, { z?: Partial<Specialist>; a?: Partial<Specialist>; given?: Partial<OfferAsk> }>> = {
  'lent-and-in-time': {
    z: { lentBy: 'QK1' as IcsCode },
    given: {
      escalation: aNeed({ dueOn: '2026-10-14' as LondonDate }),
      workloads: [
        inHand('z', { nextFreeOn: '2026-10-14' as LondonDate }),
        inHand('a', { nextFreeOn: '2026-10-15' as LondonDate }),
      ],
    },
  },
  'own-system-first': { a: { lentBy: 'QK1' as IcsCode } },
  'scarce-skills-kept-free': { a: { skills: ['general', 'skin'] } },
  'able-earliest': {
    given: {
      workloads: [
        inHand('z', { nextFreeOn: '2026-10-14' as LondonDate }),
        inHand('a', { nextFreeOn: '2026-10-15' as LondonDate }),
      ],
    },
  },
  'answered-for-worker-before': { given: { escalation: aNeed({ knownTo: [id('z')] }) } },
  'lightest-load': { given: { workloads: [inHand('z', { openOffers: 1 }), inHand('a', { openCases: 2 })] } },
  'fits-worker-preference': { z: { employer: 'RHA' as TrustCode }, given: { escalation: aNeed({ prefersOwnEmployer: true }) } },
}

describe('the preferences of an offer', () => {
  const rows = OFFER_PREFERENCES.filter((row) => row.chosen !== 'first-in-fixed-order')
  it.each(rows.map((row) => [row.chosen, row.source, row] as const))('%s: %s', (chosen, _, { passedOver }) => {
    const { z, a, given } = preferred[chosen] ?? {}
    const plan = ask({ specialists: [aSpecialist('a', a), aSpecialist('z', z)], ...given })
    expect(plan.candidates).toEqual([
      { specialistId: 'z', outcome: 'placed', reasons: [chosen] },
      { specialistId: 'a', outcome: 'eligible-not-chosen', reasons: [passedOver] },
    ])
  })

  it('has a test for every row but the last, which decides between equals', () => {
    expect(rows.map((row) => row.chosen).sort()).toEqual(Object.keys(preferred).sort())
    expect(OFFER_PREFERENCES.at(-1)?.chosen).toBe('first-in-fixed-order')
    const plan = ask({ specialists: [aSpecialist('b'), aSpecialist('a')] })
    expect(plan.candidates.map((row) => row.reasons)).toEqual([['first-in-fixed-order'], ['later-in-fixed-order']])
    expect(plan.offeredTo).toBe('a')
  })

  it('says when there was only one', () => {
    expect(ask({ specialists: [aSpecialist('a')] }).candidates[0]?.reasons).toEqual(['only-one-eligible'])
  })

  it('uses a rare skill when the escalation needs it', () => {
    const specialists = [aSpecialist('a'), aSpecialist('b', { skills: ['general', 'skin'] })]
    expect(ask({ specialists, escalation: aNeed({ skills: ['skin'] }) }).offeredTo).toBe('b')
  })

  it('does not take a skill for common because a lapsed specialist has it', () => {
    const lapsed = [1, 2, 3].map((n) => aSpecialist(`lapsed-${n}`, { skills: ['skin'], accredited: undefined }))
    const specialists = [
      aSpecialist('a', { skills: ['general', 'skin'] }),
      aSpecialist('b', { skills: ['general', 'respiratory'] }),
      aSpecialist('c', { skills: ['respiratory'] }),
      ...lapsed,
    ]
    expect(ask({ specialists }).offeredTo).toBe('b')
  })

  it('takes someone free since last week for no earlier than someone free today', () => {
    const workloads = [inHand('a', { nextFreeOn: today }), inHand('b', { nextFreeOn: '2026-10-05' as LondonDate })]
    expect(ask({ specialists: [aSpecialist('a'), aSpecialist('b')], workloads }).offeredTo).toBe('a')
  })

  it('ranks a specialist with no known free day after one who has a day', () => {
    const workloads = [inHand('b', { nextFreeOn: '2026-12-01' as LondonDate })]
    expect(ask({ specialists: [aSpecialist('a'), aSpecialist('b')], workloads }).offeredTo).toBe('b')
  })

  it('counts load as a share of the own cap', () => {
    const specialists = [aSpecialist('a', { caseloadCap: 4 }), aSpecialist('b', { caseloadCap: 20 })]
    const workloads = [inHand('a', { openCases: 2 }), inHand('b', { openCases: 5 })]
    expect(ask({ specialists, workloads }).offeredTo).toBe('b')
  })

  it.each([false, undefined])('knows no preference of a worker who said nothing: %s', (prefersOwnEmployer) => {
    const specialists = [aSpecialist('a', { employer: 'RHA' as TrustCode }), aSpecialist('b')]
    const plan = ask({ specialists, escalation: aNeed({ prefersOwnEmployer }) })
    expect(plan.candidates.map((row) => row.reasons)).toEqual([['first-in-fixed-order'], ['later-in-fixed-order']])
  })
})

describe('the end of an offer', () => {
  it.each([
    ['urgent', '2026-10-12T13:00:00.000Z'],
    ['soon', '2026-10-13T09:00:00.000Z'],
    ['routine', '2026-10-14T09:00:00.000Z'],
  ] as const)('depends on the urgency: %s', (urgency, expiresAt) => {
    expect(ask({ specialists: [aSpecialist('a')], escalation: aNeed({ urgency }) }).expiresAt).toBe(expiresAt)
  })

  it('refuses a specialist or a workload given twice', () => {
    expect(() => ask({ specialists: [aSpecialist('a'), aSpecialist('a')] })).toThrow(RangeError)
    expect(() => ask({ workloads: [inHand('a'), inHand('a')] })).toThrow(RangeError)
  })
})

describe('a specialist lent by a neighbour', () => {
  const dueOn = '2026-10-20' as LondonDate
  const escalation = aNeed({ dueOn })
  const lent = aSpecialist('a', { lentBy: 'QK1' as IcsCode })
  const own = aSpecialist('b')
  const free = (specialistId: string, nextFreeOn: string) => inHand(specialistId, { nextFreeOn: nextFreeOn as LondonDate })
  const rowOf = (plan: OfferPlan, who: string) => plan.candidates.find((row) => row.specialistId === who)

  it('is asked after every own one who is in time, however early the lent session', () => {
    const plan = ask({ escalation, specialists: [lent, own], workloads: [free('a', '2026-10-13'), free('b', '2026-10-20')] })
    expect(rowOf(plan, 'b')).toMatchObject({ outcome: 'placed', reasons: ['own-system-first'] })
    expect(rowOf(plan, 'a')?.reasons).toEqual(['lent-for-what-own-cannot'])
  })

  it('is asked when every own one would be late and the lent session is not', () => {
    const plan = ask({ escalation, specialists: [lent, own], workloads: [free('a', '2026-10-20'), free('b', '2026-10-21')] })
    expect(rowOf(plan, 'a')).toMatchObject({ outcome: 'placed', reasons: ['lent-and-in-time'] })
    expect(rowOf(plan, 'b')?.reasons).toEqual(['later-than-lent'])
  })

  it('is not asked when both would be late', () => {
    const plan = ask({ escalation, specialists: [lent, own], workloads: [free('a', '2026-10-21'), free('b', '2026-10-28')] })
    expect(plan.offeredTo).toBe('b')
  })

  it('is asked when nobody of the own system has the skill, or all have a conflict', () => {
    const skin = aSpecialist('a', { lentBy: 'QK1' as IcsCode, skills: ['general', 'skin'] })
    expect(ask({ escalation: aNeed({ dueOn, skills: ['skin'] }), specialists: [skin, own] }).offeredTo).toBe('a')
    const objects = aNeed({ dueOn, excluded: [{ specialistId: id('b'), why: 'objection' }] })
    expect(ask({ escalation: objects, specialists: [lent, own] }).offeredTo).toBe('a')
  })

  it('makes no own one who would be late come before another who would not', () => {
    const early = aSpecialist('c', { skills: ['general', 'skin'] })
    const workloads = [free('a', '2026-10-13'), free('b', '2026-10-28'), free('c', '2026-10-14')]
    const forward = ask({ escalation, specialists: [lent, own, early], workloads })
    const backward = ask({ escalation, specialists: [early, own, lent], workloads })
    expect(forward).toEqual(backward)
    expect(rowOf(forward, 'a')?.outcome).toBe('eligible-not-chosen')
  })
})
