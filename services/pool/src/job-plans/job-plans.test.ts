import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { specialistId } from '../seed.ts'
import { bell, guardian, ICS, idOf, moira, POOL, shah, stranger } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf, typeOf } from '../testing/people.ts'
import { days, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const submit = (name: string) => (person: PersonId, input: Record<string, unknown>) =>
  at.ask(
    person,
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename ... on Refused { reasons { word sentence } } } }`,
    { input: { ics: ICS, idempotencyKey: randomUUID(), ...input } },
  )
const PLAN = { from: '2026-04-01', complexCases: 5, assessments: 2, supervision: 0.5, telephoneAdvice: 0.5, nonClinical: 2 }
const setPlan = (given: Record<string, unknown> = {}, person = moira) =>
  submit('setJobPlan')(person, { specialistId: idOf(bell), ...PLAN, ...given })
const WEEKLY = { weekday: 2, startsAtHour: 14, hours: 0.5, site: 'RX1', virtual: false, from: '2026-03-11' }
const setWeekly = (given: Record<string, unknown> = {}, person = moira) =>
  submit('setWeeklySession')(person, { specialistId: idOf(bell), ...WEEKLY, ...given })
const endWeekly = (weeklySessionId: string, on: string, person = moira) =>
  submit('endWeeklySession')(person, { weeklySessionId, on })
const PLANS = `{ jobPlans(ics: "QT1", first: 10) { time { pas complexCasePas casesAWeek complexCasePasPer1000 staff }
  rows { specialist { id fullName } rights sessionHours plan { from to pas complexCases } weeklySessions { id weekdayTitle siteName } } } }`
const TIME = `query ($id: ID!) { specialistTime(ics: "QT1", id: $id) { time { plans { from to pas } weeklySessions { id } } sessions { startsAt hoursFree } } }`
const afternoons = () => at.database.admin<{ starts_at: Date; cancelled_for: string | null }[]>`
  select starts_at, cancelled_for from clinic_session where specialist_id = ${idOf(bell)}
  and extract(hour from starts_at at time zone 'Europe/London') = 14 order by starts_at`

describe('a job plan that the coordinator sets', () => {
  it('holds from its first day; the one before ends there', async () => {
    expect(typeOf(await setPlan())).toBe('TimeChanged')
    const { time } = fieldOf<{ time: { plans: unknown[] } }>(await at.ask(moira, TIME, { id: idOf(bell) }), 'specialistTime')
    expect(time.plans).toMatchObject([
      { from: '2022-07-01', to: '2026-04-01' },
      { from: '2026-04-01', to: null, pas: 10 },
    ])
    expect(await at.audit('jobPlan.set')).toMatchObject([{ actor: moira, outcome: 'allowed', ids: [idOf(bell)] }])
  })

  it.each([
    ['more-than-twelve-pas', { nonClinical: 4.25 }],
    ['pas-not-in-quarters', { nonClinical: 1.1 }],
    ['pas-not-in-quarters', { supervision: -1 }],
    ['job-plan-in-the-past', { from: '2026-03-09' }],
    ['job-plan-ends-before-it-begins', { to: '2026-04-01' }],
    ['sessions-exceed-job-plan', { complexCases: 4.25 }],
  ])('is refused with %s and a sentence, and changes nothing', async (word, given) => {
    const answer = await setPlan(given)
    expect(refusalOf(answer)).toEqual([word])
    expect(fieldOf<{ reasons: { sentence: string }[] }>(answer, 'result').reasons[0]?.sentence).toMatch(/^[A-Z].*\.$/)
    expect(await at.database.admin`select 1 from job_plan where specialist_id = ${idOf(bell)}`).toHaveLength(1)
  })

  it('never overlaps with another, not even when two are set at once', async () => {
    await setPlan({ from: '2026-05-01' })
    expect(refusalOf(await setPlan())).toEqual(['job-plans-overlap'])
    await Promise.all([setPlan({ to: '2026-05-01' }), setPlan({ to: '2026-05-01', nonClinical: 1 })])
    const plans = await at.database.admin<
      { from_on: string; to_on: string | null }[]
    >`select from_on::text, to_on::text from job_plan
      where specialist_id = ${idOf(bell)} and (to_on is null or to_on > from_on) order by from_on`
    expect(plans).toEqual([
      { from_on: '2022-07-01', to_on: '2026-04-01' },
      { from_on: '2026-04-01', to_on: '2026-05-01' },
      { from_on: '2026-05-01', to_on: null },
    ])
  })

  it('is refused for somebody whose accreditation has lapsed, with the right that is missing', async () => {
    const answer = await setPlan({ specialistId: specialistId(POOL, 'lapsed-qt1' as PersonId) })
    expect(refusalOf(answer)).toEqual(['no-rights-on-first-day', 'not-accredited'])
  })

  it('is the coordinator’s to set: a specialist may not even for himself, and one who is unknown does not exist', async () => {
    for (const person of [bell, guardian, stranger]) expect(codeOf(await setPlan({}, person))).toBe('FORBIDDEN')
    expect(codeOf(await setPlan({ specialistId: randomUUID() }))).toBe('NOT_FOUND')
    expect(codeOf(await setPlan({ specialistId: 'x' }))).toBe('NOT_FOUND')
  })
})

describe('a weekly session', () => {
  it('makes the sessions of eight weeks at once, and of one more day each morning; ended, they fall away', async () => {
    expect(typeOf(await setWeekly())).toBe('TimeChanged')
    expect(await afternoons()).toHaveLength(8)
    at.clock.advance(days(7))
    await at.routing.sweep()
    await at.routing.sweep()
    expect(await afternoons()).toHaveLength(9)
    const listed = fieldOf<{ rows: { specialist: { id: string }; weeklySessions: { id: string; siteName: string }[] }[] }>(
      await at.ask(moira, PLANS),
      'jobPlans',
    )
    const weekly = listed.rows.find(({ specialist }) => specialist.id === idOf(bell))?.weeklySessions ?? []
    const id = weekly.find(({ siteName }) => siteName.includes('Nottingham University'))?.id ?? ''
    const [row] = await at.database.admin<{ id: string }[]>`select id from session_template where starts_at_hour = 14`
    expect(weekly.map((each) => each.id)).toContain(row?.id)
    expect(id).not.toBe('')
    expect(typeOf(await endWeekly(row?.id ?? '', '2026-04-01'))).toBe('TimeChanged')
    const fallen = (await afternoons()).filter(({ cancelled_for }) => cancelled_for === 'plan-changed')
    expect(fallen.every(({ starts_at }) => starts_at.toISOString() >= '2026-04-01')).toBe(true)
    expect(fallen).toHaveLength(6)
    expect(refusalOf(await endWeekly(row?.id ?? '', '2026-03-16'))).toEqual(['weekly-session-ends-in-the-past'])
  })

  it.each([
    ['session-in-the-past', { from: '2026-03-09' }],
    ['session-ends-before-it-begins', { to: '2026-03-11' }],
    ['session-not-on-a-weekday', { weekday: 6 }],
    ['session-outside-the-day', { startsAtHour: 20.75 }],
    ['session-reaches-nobody', { site: null }],
    ['sessions-overlap', { startsAtHour: 12.25 }],
    ['sessions-exceed-job-plan', { hours: 0.75 }],
    ['site-unknown', { site: 'ZZ9' }],
  ])('is refused with %s', async (word, given) => {
    expect(refusalOf(await setWeekly(given))).toEqual([word])
    expect(await afternoons()).toEqual([])
  })

  it('is refused at the time of a session that was entered by itself, even when they begin at different times', async () => {
    await at.database.admin`insert into clinic_session (id, specialist_id, starts_at, hours, virtual)
      values (gen_random_uuid(), ${idOf(bell)}, '2026-03-24T14:15:00Z', 1, true)`
    expect(refusalOf(await setWeekly())).toEqual(['session-clashes-with-single'])
    expect(typeOf(await setWeekly({ startsAtHour: 15.25 }))).toBe('TimeChanged')
  })

  it('needs a job plan', async () => {
    const away = specialistId(POOL, 'away-qt1' as PersonId)
    expect(refusalOf(await setWeekly({ specialistId: away }))).toEqual(['no-job-plan'])
  })
})

describe('who sees job plans', () => {
  it('the coordinator sees everybody’s, with PAs, cases and what is missing', async () => {
    const { time, rows } = fieldOf<{ time: Record<string, number>; rows: Record<string, unknown>[] }>(
      await at.ask(moira, PLANS),
      'jobPlans',
    )
    expect(rows).toHaveLength(5)
    expect(rows.filter(({ plan }) => plan !== null)).toHaveLength(2)
    expect(rows.flatMap(({ rights }) => rights)).toEqual(
      expect.arrayContaining(['Not accredited on 10 March 2026', 'No valid honorary contract on 10 March 2026']),
    )
    expect(time).toMatchObject({ complexCasePas: 9, casesAWeek: 29.08 })
    expect(time.complexCasePasPer1000).toBeCloseTo((9 / (time.staff ?? 1)) * 1_000, 2)
    expect(await at.audit('jobPlan.read')).toMatchObject([{ actor: moira, outcome: 'allowed' }])
  })

  it('pages by name, each once', async () => {
    const names: string[] = []
    for (let after: string | null = null, next = true; next; ) {
      const answer = await at.ask(
        moira,
        'query ($after: String) { jobPlans(ics: "QT1", first: 2, after: $after) { rows { specialist { fullName } } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      const page = fieldOf<{
        rows: { specialist: { fullName: string } }[]
        pageInfo: { hasNextPage: boolean; endCursor: string | null }
      }>(answer, 'jobPlans')
      names.push(...page.rows.map(({ specialist }) => specialist.fullName))
      ;[after, next] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage]
    }
    expect(names).toEqual([...new Set(names)].sort())
    expect(names).toHaveLength(5)
  })

  it('a specialist sees the own, and a colleague’s like one who does not exist', async () => {
    const mine = await at.ask(
      bell,
      '{ myTime(ics: "QT1") { time { plan { complexCases } } sessions { hoursFree } leave { fromOn } } }',
    )
    expect(fieldOf<{ sessions: unknown[] }>(mine, 'myTime')).toMatchObject({ time: { plan: { complexCases: 4.5 } } })
    expect(fieldOf<{ sessions: unknown[] }>(mine, 'myTime').sessions).toHaveLength(37)
    expect(codeOf(await at.ask(bell, TIME, { id: idOf(bell) }))).toBeUndefined()
    const other = await at.ask(bell, TIME, { id: idOf(shah) })
    expect(codeOf(other)).toBe('NOT_FOUND')
    expect(JSON.stringify(await at.ask(bell, TIME, { id: randomUUID() }))).toBe(JSON.stringify(other))
    for (const person of [guardian, stranger]) expect(codeOf(await at.ask(person, PLANS))).toBe('FORBIDDEN')
  })
})

describe('the rota', () => {
  const ROTA = `query ($from: LondonDate!, $until: LondonDate!, $skill: String, $first: Int!, $after: String) {
    rota(ics: "QT1", from: $from, until: $until, skill: $skill, first: $first, after: $after) {
      rows { on specialist { fullName } hoursFree siteName cancelledTitle } pageInfo { hasNextPage endCursor } } }`
  const rota = (given: Record<string, unknown> = {}) =>
    at.ask(moira, ROTA, { from: '2026-03-11', until: '2026-03-14', first: 50, ...given })
  const rowsOf = async (given?: Record<string, unknown>) => fieldOf<{ rows: { on: string }[] }>(await rota(given), 'rota').rows

  it('lists sessions by day with the hours free, of whoever has the skill', async () => {
    const rows = await rowsOf()
    expect(rows.map(({ on }) => on)).toEqual(['2026-03-11', '2026-03-11', '2026-03-12', '2026-03-12', '2026-03-13', '2026-03-13'])
    expect(rows[0]).toMatchObject({ hoursFree: 3.5, cancelledTitle: null })
    expect(await rowsOf({ skill: 'skin' })).toEqual([])
    const first = fieldOf<{ rows: unknown[]; pageInfo: { endCursor: string } }>(await rota({ first: 4 }), 'rota')
    expect(await rowsOf({ after: first.pageInfo.endCursor })).toEqual(rows.slice(4))
  })

  it.each([
    [{ skill: 'no-such-skill' }, 'Choose a skill from the list.'],
    [{ until: '2026-03-11' }, 'The last day must come after the first.'],
    [{ until: '2026-07-01' }, 'Ask for 92 days or fewer.'],
    [{ from: '9999-12-30', until: '9999-12-31' }, 'Choose days from 2000 to 2099.'],
    [{ from: '1999-12-31', until: '2000-01-02' }, 'Choose days from 2000 to 2099.'],
  ])('refuses %j in words', async (given, sentence) => {
    expect((await rota(given)).errors?.[0]?.message).toBe(sentence)
  })
})
