import { addDays, daysBetween, holdsOn, isWorkingDay, type LondonDate, londonDateOf, type SpecialistId } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLINICAL_KINDS,
  capacityOf,
  complexCaseHoursOf,
  hoursAWeek,
  type JobPlan,
  mayBeHeld,
  mayBePlanned,
  PLANNING_SENTENCES,
  type SessionTemplate,
  sessionsFor,
  weekdayOf,
} from './index.ts'

const today = '2026-03-10' as LondonDate
const valid = { from: '2026-01-01' as LondonDate, to: '2027-01-01' as LondonDate }
const rights = { role: valid, accredited: valid, agreement: valid, indemnity: valid, honoraryContract: valid }
const bell = 'bell' as SpecialistId
const aPlan = (given: Partial<JobPlan> = {}): JobPlan => ({
  specialistId: bell,
  from: '2026-04-01' as LondonDate,
  clinical: { 'complex-cases': 4 },
  nonClinical: 2,
  ...given,
})
const aTemplate = (given: Partial<SessionTemplate> = {}): SessionTemplate => ({
  templateId: 'tuesday',
  specialistId: bell,
  weekday: 2,
  startsAtHour: 9,
  hours: 4,
  virtual: true,
  from: '2026-04-07' as LondonDate,
  ...given,
})
const planned = (plan: Partial<JobPlan>, plans: readonly JobPlan[] = [], templates: readonly SessionTemplate[] = []) =>
  mayBePlanned({ today, plan: aPlan(plan), plans, templates, specialist: rights })
const held = (template: Partial<SessionTemplate>, templates: readonly SessionTemplate[] = [], plans = [aPlan()]) =>
  mayBeHeld({ today, template: aTemplate(template), templates, plans })
const allowed = { kind: 'allowed' }
const day = (text: string) => text as LondonDate

describe('a job plan', () => {
  it('is allowed up to 12 PAs, in quarters', () => {
    expect(planned({})).toEqual(allowed)
    expect(planned({ clinical: { 'complex-cases': 9.75 }, nonClinical: 2.25 })).toEqual(allowed)
  })
  it.each([
    ['job-plan-in-the-past', { from: day('2026-03-09') }],
    ['job-plan-ends-before-it-begins', { to: day('2026-04-01') }],
    ['pas-not-in-quarters', { nonClinical: 1.1 }],
    ['pas-not-in-quarters', { nonClinical: -1 }],
    ['pas-not-in-quarters', { clinical: { supervision: Number.NaN } }],
    ['more-than-twelve-pas', { nonClinical: 8.25 }],
  ] as const)('is refused with %s', (word, given) => {
    expect(planned(given)).toMatchObject({ kind: 'refused', reasons: [word] })
  })
  it('takes the place of the one that holds on its first day, and overlaps with one that begins later', () => {
    expect(planned({}, [aPlan({ from: day('2025-01-01') })])).toEqual(allowed)
    expect(planned({}, [aPlan()])).toEqual(allowed)
    expect(planned({}, [aPlan({ from: day('2025-01-01'), to: day('2026-04-02') })])).toEqual(allowed)
    const later = aPlan({ from: day('2026-05-01') })
    expect(planned({}, [later])).toMatchObject({ reasons: ['job-plans-overlap'] })
    expect(planned({ to: day('2026-05-02') }, [later])).toMatchObject({ reasons: ['job-plans-overlap'] })
    expect(planned({ to: day('2026-05-01') }, [later])).toEqual(allowed)
  })
  it('is refused for somebody without rights on its first day, with the rights that are missing', () => {
    const lapsed = { ...rights, accredited: { ...valid, to: day('2026-04-01') } }
    expect(mayBePlanned({ today, plan: aPlan(), plans: [], templates: [], specialist: lapsed })).toEqual({
      kind: 'refused',
      reasons: ['no-rights-on-first-day', 'not-accredited'],
    })
  })
  it('is refused when the sessions of the week no longer fit in it', () => {
    const week = [1, 2, 3].map((weekday) => aTemplate({ weekday, from: day('2026-05-05') }))
    expect(planned({ clinical: { 'complex-cases': 3 } }, [], week)).toEqual(allowed)
    expect(planned({ clinical: { 'complex-cases': 2.75 } }, [], week)).toMatchObject({ reasons: ['sessions-exceed-job-plan'] })
    expect(planned({ clinical: { 'complex-cases': 2.75 }, to: day('2026-05-05') }, [], week)).toEqual(allowed)
  })
})

describe('a weekly session', () => {
  it('is allowed within the PAs for complex cases', () => expect(held({})).toEqual(allowed))
  it.each([
    ['session-in-the-past', { from: day('2026-03-09') }],
    ['session-ends-before-it-begins', { to: day('2026-04-07') }],
    ['session-not-on-a-weekday', { weekday: 6 }],
    ['session-outside-the-day', { startsAtHour: 6.75 }],
    ['session-outside-the-day', { startsAtHour: 18 }],
    ['session-outside-the-day', { hours: 0.25 }],
    ['session-outside-the-day', { startsAtHour: 9.1 }],
    ['session-reaches-nobody', { virtual: false }],
    ['sessions-exceed-job-plan', { startsAtHour: 7, hours: 13.75 }],
  ] as const)('is refused with %s', (word, given) => {
    const plans = [aPlan({ from: day('2026-01-01'), clinical: { 'complex-cases': word === 'sessions-exceed-job-plan' ? 3 : 4 } })]
    expect(held(given, [], plans)).toMatchObject({ kind: 'refused', reasons: [word] })
  })
  it('is refused where no job plan holds, or at the time of another', () => {
    expect(held({ from: day('2026-03-31') })).toMatchObject({ reasons: ['no-job-plan'] })
    const other = aTemplate({ templateId: 'other', hours: 1, startsAtHour: 12.75 })
    expect(held({}, [other])).toMatchObject({ reasons: ['sessions-overlap'] })
    expect(held({}, [{ ...other, startsAtHour: 13 }])).toEqual(allowed)
    expect(held({}, [{ ...other, weekday: 3 }])).toEqual(allowed)
    expect(held({}, [{ ...other, to: day('2026-04-07'), from: day('2026-04-01') }])).toEqual(allowed)
  })
})

describe('sessions made from a template', () => {
  it('begin at the same hour in London before and after the clocks change, and on no bank holiday or leave', () => {
    const mondays = aTemplate({ weekday: 1, from: day('2026-03-01') })
    const leave = [{ from: day('2026-04-13'), to: day('2026-04-14') }]
    expect(sessionsFor(mondays, day('2026-03-16'), day('2026-04-28'), leave).map(({ startsAt }) => startsAt)).toEqual([
      '2026-03-16T09:00:00.000Z',
      '2026-03-23T09:00:00.000Z',
      '2026-03-30T08:00:00.000Z',
      '2026-04-20T08:00:00.000Z',
      '2026-04-27T08:00:00.000Z',
    ])
  })

  const days = fc.integer({ min: 0, max: 120 }).map((count) => addDays(today, count))
  const periods = fc.tuple(days, fc.integer({ min: 1, max: 60 })).map(([from, length]) => ({ from, to: addDays(from, length) }))
  const templates = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 28, max: 60 }), fc.integer({ min: 2, max: 24 }), periods)
    .map(([weekday, start, hours, period]) => aTemplate({ weekday, startsAtHour: start / 4, hours: hours / 4, ...period }))

  it('hold on every working day of the weekday in all periods, and on no other day', () => {
    fc.assert(
      fc.property(templates, periods, fc.array(periods, { maxLength: 4 }), (template, { from, to }, leave) => {
        const found = sessionsFor(template, from, to, leave).map(({ on }) => on)
        const wanted = Array.from({ length: daysBetween(from, to) }, (_, at) => addDays(from, at)).filter(
          (on) =>
            isWorkingDay(on) &&
            weekdayOf(on) === template.weekday &&
            on >= template.from &&
            on < (template.to ?? day('9999-01-01')) &&
            leave.every((away) => !(away.from <= on && on < away.to)),
        )
        expect(found).toEqual(wanted)
      }),
    )
  })

  it('of templates that were all allowed never overlap and never take more than the plan of their day', () => {
    fc.assert(
      fc.property(
        fc.array(templates, { maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 48 }), { minLength: 1 }),
        (asked, pas) => {
          const plans: JobPlan[] = []
          for (const [at, quarters] of pas.entries()) {
            const plan = aPlan({
              from: addDays(today, at * 30),
              to: addDays(today, at * 30 + 30),
              clinical: { 'complex-cases': quarters / 4 },
              nonClinical: 0,
            })
            if (mayBePlanned({ today, plan, plans, templates: [], specialist: rights }).kind === 'allowed') plans.push(plan)
          }
          const taken: SessionTemplate[] = []
          for (const template of asked)
            if (mayBeHeld({ today, template, templates: taken, plans }).kind === 'allowed') taken.push(template)
          for (let at = 0; at < 180; at += 1) {
            const on = addDays(today, at)
            const plan = plans.find((one) => holdsOn(on, one))
            if (plan) expect(hoursAWeek(taken, on)).toBeLessThanOrEqual(complexCaseHoursOf(plan))
          }
          const all = taken
            .flatMap((template) => sessionsFor(template, today, addDays(today, 60), []))
            .map(({ startsAt, hours }) => [Date.parse(startsAt), Date.parse(startsAt) + hours * 3_600_000] as const)
            .sort(([one], [other]) => one - other)
          for (const [at, [start]] of all.entries()) expect(start).toBeGreaterThanOrEqual(all[at - 1]?.[1] ?? 0)
        },
      ),
    )
  })

  it('fall on the day that the template says, whatever the clocks', () => {
    fc.assert(
      fc.property(templates, (template) => {
        for (const { startsAt, on } of sessionsFor(template, today, addDays(today, 200), []))
          expect(londonDateOf(startsAt)).toBe(on)
      }),
    )
  })
})

describe('capacity', () => {
  const ask = { on: day('2026-04-07'), hoursPerCase: 1, held: 0.8, people: 40_000 }
  it('is PAs and cases a week of the plans that hold, and both for 1,000 people', () => {
    const over = aPlan({ to: day('2026-04-07') })
    const found = capacityOf({ ...ask, plans: [aPlan(), aPlan({ clinical: { 'complex-cases': 1, supervision: 1 } }), over] })
    expect(found).toEqual({
      pas: 10,
      clinicalPas: 6,
      complexCasePas: 5,
      cases: 16,
      per1000: { complexCasePas: 0.125, cases: 0.4 },
    })
  })
  it('is nothing for 1,000 people where nobody is served', () => {
    expect(capacityOf({ ...ask, plans: [aPlan()], people: 0 }).per1000).toBeUndefined()
  })
  it.each([{ hoursPerCase: 0 }, { held: 1.1 }, { held: Number.NaN }, { people: -1 }])('refuses %j', (given) => {
    expect(() => capacityOf({ ...ask, plans: [], ...given })).toThrow(RangeError)
  })
  it('adds up: of two sets together it is the sum of both', () => {
    const plans = fc.array(
      fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 5, maxLength: 5 }).map((quarters) =>
        aPlan({
          clinical: Object.fromEntries(CLINICAL_KINDS.map((kind, at) => [kind, (quarters[at] ?? 0) / 4])),
          nonClinical: (quarters[4] ?? 0) / 4,
        }),
      ),
    )
    fc.assert(
      fc.property(plans, plans, (some, others) => {
        const [one, other, both] = [some, others, [...some, ...others]].map((each) => capacityOf({ ...ask, plans: each }))
        expect(both?.pas).toBe((one?.pas ?? 0) + (other?.pas ?? 0))
        expect(both?.cases).toBeCloseTo((one?.cases ?? 0) + (other?.cases ?? 0))
      }),
    )
  })
})

it('every fault has a sentence that ends like one', () => {
  expect(Object.values(PLANNING_SENTENCES).every((sentence) => /^[A-Z].*\.$/.test(sentence))).toBe(true)
})
