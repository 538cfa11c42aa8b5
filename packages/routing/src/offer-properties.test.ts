import type { Instant, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OfferAsk, offer } from './offer.ts'
import { defaultSettings } from './settings.ts'
import { SKILLS, URGENCIES } from './skills.ts'
import type { Period, Specialist, Workload } from './specialist.ts'

const now = '2026-10-12T09:00:00.000Z' as Instant
const today = '2026-10-12'
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as SpecialistId[]

const trust = fc.constantFrom('RX1', 'RHA').map((code) => code as TrustCode)
const department = fc.constantFrom('Ward 7', 'ward 7', 'Theatres', '')
const skills = fc.uniqueArray(fc.constantFrom(...SKILLS.slice(0, 4)), { minLength: 1 })
const day = fc
  .constantFrom('2026-10-01', '2026-10-11', '2026-10-12', '2026-10-13', '2026-12-01')
  .map((text) => text as LondonDate)
const mostly = <Value>(usual: Value, rare: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare })
const period = fc.record({ from: day, to: fc.option(day, { nil: undefined }) })
const right = mostly<Specialist['accredited']>({ from: '2026-01-01' as LondonDate }, fc.option(period, { nil: undefined }))

const specialist = (specialistId: SpecialistId): fc.Arbitrary<Specialist> =>
  fc.record({
    specialistId: fc.constant(specialistId),
    employer: trust,
    department,
    skills,
    grade: mostly<Specialist['grade']>(undefined, fc.constantFrom('second-tier', 'trainee')),
    supervisor: fc.constantFrom(...ids),
    role: right,
    accredited: right,
    agreement: right,
    indemnity: right,
    honoraryContract: right,
    caseloadCap: fc.integer({ min: 0, max: 6 }),
    away: mostly<Specialist['away']>(undefined, fc.array(period, { maxLength: 2 })),
  })
const workload = (specialistId: SpecialistId): fc.Arbitrary<Workload> =>
  fc.record({
    specialistId: fc.constant(specialistId),
    openOffers: fc.integer({ min: 0, max: 2 }),
    openCases: fc.integer({ min: 0, max: 3 }),
    nextFreeOn: fc.option(day, { nil: undefined }),
  })
const some = <Row>(of: (id: SpecialistId) => fc.Arbitrary<Row>) => fc.subarray(ids).chain((chosen) => fc.tuple(...chosen.map(of)))

const anAsk: fc.Arbitrary<OfferAsk> = fc.record({
  now: fc.constant(now),
  escalation: fc.record({
    employer: trust,
    department,
    skills: fc.uniqueArray(fc.constantFrom(...SKILLS.slice(0, 4)), { minLength: 1, maxLength: 2 }),
    urgency: fc.constantFrom(...URGENCIES),
    excluded: fc.array(
      fc.record({
        specialistId: fc.constantFrom(...ids),
        why: fc.constantFrom('objection', 'line-relation', 'treating-doctor', 'declared-relationship'),
      }),
      { maxLength: 2 },
    ),
    tried: fc.array(
      fc.record({
        specialistId: fc.constantFrom(...ids),
        ended: fc.constantFrom('declined', 'lapsed', 'conflict-declared', 'stood-down'),
      }),
      {
        maxLength: 2,
      },
    ),
    knownTo: fc.subarray(ids, { maxLength: 2 }),
    prefersOwnEmployer: fc.option(fc.boolean(), { nil: undefined }),
  }),
  specialists: some(specialist),
  workloads: some(workload),
  settings: fc.constant(defaultSettings),
})

/** Feasibility again, by hand and without the package: what a coordinator would check with a pencil. */
function pencilAllows({ escalation, workloads, specialists }: OfferAsk, who: Specialist): boolean {
  if (!holdsRights(who) || !isAble(escalation, who)) return false
  if (who.grade === 'second-tier') {
    if (escalation.urgency === 'urgent' || escalation.skills.some((skill) => skill !== 'general')) return false
  }
  if (who.grade === 'trainee') {
    const senior = specialists.find(({ specialistId }) => specialistId === who.supervisor)
    if (senior === undefined || senior.grade !== undefined) return false
    if (!holdsRights(senior) || !isAble(escalation, senior)) return false
    const conflicted = escalation.tried.find(
      (row) => row.specialistId === senior.specialistId && row.ended === 'conflict-declared',
    )
    if (conflicted) return false
  }
  if (escalation.tried.some((row) => row.specialistId === who.specialistId && row.ended !== 'stood-down')) return false
  const row = workloads.find(({ specialistId }) => specialistId === who.specialistId)
  return (row?.openOffers ?? 0) + (row?.openCases ?? 0) < who.caseloadCap
}

function holdsRights(who: Specialist): boolean {
  const asked = [who.agreement, who.indemnity, who.honoraryContract, who.grade ? who.agreement : who.accredited]
  const always: Period = { from: '2020-01-01' as LondonDate }
  for (const held of [who.role ?? always, ...asked]) {
    if (!held) return false
    if (held.from > today) return false
    if (held.to !== undefined && held.to <= today) return false
  }
  return true
}

/** Has the skills, is here, and knows the worker from nowhere. */
function isAble(escalation: OfferAsk['escalation'], who: Specialist): boolean {
  for (const skill of escalation.skills) if (!who.skills.includes(skill)) return false
  const colleagues = escalation.department.toLowerCase() === who.department.toLowerCase() && who.department !== ''
  if (colleagues && escalation.employer === who.employer) return false
  if (escalation.excluded.some((row) => row.specialistId === who.specialistId)) return false
  for (const leave of who.away ?? []) if (leave.from <= today && (leave.to === undefined || leave.to > today)) return false
  return true
}

describe('an offer, on random pools', () => {
  it('excludes exactly those whom a rule bars, and offers whenever somebody is left', () => {
    let offered = 0
    let nobody = 0
    fc.assert(
      fc.property(anAsk, (ask) => {
        const plan = offer(ask)
        const allowed = ask.specialists.filter((who) => pencilAllows(ask, who)).map((who) => who.specialistId)
        const kept = plan.candidates.filter((row) => row.outcome !== 'excluded').map((row) => row.specialistId)
        expect([...kept].sort()).toEqual([...allowed].sort())
        expect(plan.offeredTo).toBe(kept[0])
        expect(plan.expiresAt === undefined).toBe(plan.offeredTo === undefined)
        if (plan.offeredTo === undefined) nobody += 1
        else offered += 1
      }),
      { numRuns: 3000 },
    )
    expect(offered).toBeGreaterThan(500)
    expect(nobody).toBeGreaterThan(500)
  })

  it('gives every specialist one row with at least one reason, and places at most one', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const { candidates, offeredTo } = offer(ask)
        expect(candidates.map((row) => row.specialistId).sort()).toEqual(ask.specialists.map((who) => who.specialistId).sort())
        for (const { reasons } of candidates) expect(reasons.length).toBeGreaterThan(0)
        expect(candidates.filter((row) => row.outcome === 'placed').map((row) => row.specialistId)).toEqual(
          offeredTo ? [offeredTo] : [],
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('answers the same whatever the order of its lists', () => {
    const shuffled = anAsk.chain((ask) =>
      fc.tuple(
        fc.constant(ask),
        fc.record({
          specialists: fc.shuffledSubarray([...ask.specialists], { minLength: ask.specialists.length }),
          workloads: fc.shuffledSubarray([...ask.workloads], { minLength: ask.workloads.length }),
        }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([ask, order]) => {
        const other = { ...ask, ...order, escalation: { ...ask.escalation, skills: [...ask.escalation.skills].reverse() } }
        expect(offer(other)).toEqual(offer(ask))
      }),
      { numRuns: 1000 },
    )
  })

  it('answers the same when a specialist without accreditation leaves the pool', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const { offeredTo, candidates } = offer(ask)
        const gone = candidates.find((row) => row.outcome === 'excluded' && row.reasons.includes('not-accredited'))
        if (gone === undefined) return
        const specialists = ask.specialists.filter((who) => who.specialistId !== gone.specialistId)
        expect(offer({ ...ask, specialists }).offeredTo).toBe(offeredTo)
      }),
      { numRuns: 1000 },
    )
  })
})
