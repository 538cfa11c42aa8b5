import {
  addMilliseconds,
  addWorkingDays,
  type CaseId,
  type IcsCode,
  type Instant,
  type LondonDate,
  londonDateOf,
  type SessionId,
  type SpecialistId,
  type TrustCode,
} from '@oh/kernel'
import {
  type AllocateAsk,
  allocate,
  atLondonHour,
  defaultSettings,
  type Session,
  SKILLS,
  URGENCIES,
  type WaitingCase,
} from '@oh/routing'
import { chanceOf } from '@oh/simulation'
import { type Bench, type BenchRun, type Figures, median } from '../bench.ts'
import { exponentOf, logLogChart, type TimeAtSize } from '../log-log.ts'
import { loadHighs, newProgram } from './bound.ts'

const SIZES = [100, 300, 1_000, 3_000, 10_000]
/** As many cases for each specialist at every size: 10,000 and 500. */
const CASES_PER_SPECIALIST = 20
const NOW = '2026-03-02T08:00:00.000Z' as Instant
const DUE = { urgent: 5, soon: 10, routine: 20 } as const
const HOURS = [1, 1, 1, 2, 2, 3]
const TIMES = 3

/**
 * One batch: every session of the next four weeks takes its bookings now, so that all of them are placed in one call. Hours
 * of cases and of sessions are as good as equal, which is the hardest: with time to spare everybody is in time.
 */
export const routingScaleBench: Bench = {
  name: 'routing-scale',
  about: '10,000 waiting cases and 500 specialists planned in one batch, against the linear bound, and cost by size',
  withinSeconds: 600,
  targets: [
    { figure: 'seconds', atMost: 5 },
    { figure: 'gapToBound', atMost: 0.05 },
  ],
  async run(run) {
    const times: TimeAtSize[] = []
    let figures: Figures = {}
    for (const size of SIZES) {
      const measured = await batch(size, run)
      times.push({ size, seconds: measured.seconds })
      figures = { ...figures, [`seconds${size}`]: measured.seconds, ...(size === SIZES.at(-1) ? measured : {}) }
    }
    const exponent = exponentOf(times)
    run.say(`cost grows with size to the power of ${exponent.toFixed(2)}`)
    const across = `waiting cases, ${CASES_PER_SPECIALIST} for each specialist`
    run.keep('routing-scale.svg', logLogChart({ title: 'One batch', across, times }))
    return { ...figures, exponent }
  },
}

async function batch(size: number, { say, signal }: BenchRun) {
  const ask = askOf(size)
  const times: number[] = []
  const peaks: number[] = []
  let bookings: readonly { readonly caseId: string; readonly sessionId: string }[] = []
  for (let time = 0; time < TIMES; time += 1) {
    signal.throwIfAborted()
    const before = process.memoryUsage().heapUsed
    const began = performance.now()
    bookings = allocate(ask).bookings
    times.push((performance.now() - began) / 1000)
    peaks.push(Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20)
    await new Promise((next) => setImmediate(next))
  }
  const dueOf = new Map(ask.cases.map(({ caseId, dueOn }) => [caseId as string, dueOn]))
  const dayOf = new Map(ask.sessions.map(({ sessionId, startsAt }) => [sessionId as string, londonDateOf(startsAt)]))
  const inTime = bookings.filter((row) => (dayOf.get(row.sessionId) ?? '~') <= (dueOf.get(row.caseId) ?? '')).length
  const bound = await boundOf(ask)
  const gap = 1 - inTime / bound
  const seconds = median(times)
  say(
    `${String(size).padStart(6)} cases, ${String(ask.specialists.length).padStart(3)} specialists, ${String(ask.sessions.length).padStart(5)} sessions: ` +
      `${seconds.toFixed(3)} s, ${Math.max(...peaks).toFixed(0)} MiB, ${inTime} in time of at most ${bound.toFixed(0)} (gap ${(gap * 100).toFixed(2)} %)`,
  )
  return { seconds, heapMiB: Math.max(...peaks), rssMiB: process.memoryUsage.rss() / 2 ** 20, inTime, bound, gapToBound: gap }
}

/** General medicine is with all specialists, every other skill with half of them, in twelve mixtures. */
function askOf(size: number): AllocateAsk {
  const chance = chanceOf(1, `batch of ${size}`)
  const pick = <Row>(rows: readonly [Row, ...Row[]]) => rows[Math.floor(chance.next() * rows.length)] ?? rows[0]
  const today = londonDateOf(NOW)
  const from = { from: '2026-01-01' as LondonDate }
  const rights = { accredited: from, agreement: from, indemnity: from, honoraryContract: from }
  const specialists = Array.from({ length: Math.max(4, size / CASES_PER_SPECIALIST) }, (_, index) => ({
    specialistId: `specialist-${index}` as SpecialistId,
    employer: `R${index % 9}X` as TrustCode,
    department: 'Occupational health',
    skills: SKILLS.filter((skill, at) => skill === 'general' || (index + at) % 3 === 0 || (index + at) % 4 === 0),
    caseloadCap: 200,
    ...rights,
  }))
  const days = Array.from({ length: 18 }, (_, day) => addWorkingDays(today, day + 3))
  const sessions = specialists.flatMap(({ specialistId }, index) =>
    Array.from({ length: 9 }, (_, week): Session => {
      const on = days[(week * 2 + index) % days.length] ?? today
      const startsAt = atLondonHour(on, 9)
      return {
        sessionId: `session-${index}-${week}` as SessionId,
        specialistId,
        startsAt,
        hours: 4,
        site: `R${(index + week) % 9}X`,
        virtual: true,
        ics: 'QS1' as IcsCode,
        closesAt: addMilliseconds(NOW, 3_600_000),
      }
    }),
  )
  const cases = Array.from({ length: size }, (_, index): WaitingCase => {
    const urgency = pick(URGENCIES)
    const employer = `R${index % 9}X` as TrustCode
    const receivedOn = today
    return {
      caseId: `case-${index}` as CaseId,
      employer,
      site: employer,
      skill: chance.happens(0.4) ? 'general' : pick(SKILLS),
      urgency,
      receivedOn,
      dueOn: addWorkingDays(today, DUE[urgency] + Math.floor(chance.next() * 3)),
      hours: HOURS[Math.floor(chance.next() * HOURS.length)] ?? 1,
      excluded: chance.happens(0.12) ? [pick(specialists as unknown as [(typeof specialists)[number]]).specialistId] : [],
      virtualAllowed: chance.happens(0.6),
    }
  })
  const { closeWorkingDays, starvationDays } = defaultSettings
  return {
    now: NOW,
    cases,
    sessions,
    specialists,
    policy: { closeWorkingDays, starvationDays, needByEmployer: {}, neighbours: [] },
  }
}

/**
 * At most so many in time: a linear program over like cases and over all hours of a day by mixture of skills. It forgets
 * sites, exclusion lists and that a case fits into one session whole; forgetting rules only raises it.
 */
async function boundOf({ cases, sessions, specialists }: AllocateAsk): Promise<number> {
  const program = newProgram()
  const skillsOf = new Map(specialists.map(({ specialistId, skills }) => [specialistId, skills]))
  const pools = new Map<
    string,
    { readonly session: Session; readonly on: LondonDate; readonly skills: readonly string[]; hours: number }
  >()
  for (const session of sessions) {
    const [on, skills] = [londonDateOf(session.startsAt), skillsOf.get(session.specialistId) ?? []]
    const key = `${on} ${skills.join(' ')}`
    const pool = pools.get(key) ?? { session, on, skills, hours: 0 }
    pool.hours += session.hours
    pools.set(key, pool)
  }
  const like = new Map<string, { readonly each: WaitingCase; count: number }>()
  for (const each of cases) {
    const key = `${each.dueOn} ${each.skill} ${each.hours}`
    const group = like.get(key) ?? { each, count: 0 }
    group.count += 1
    like.set(key, group)
  }
  for (const { each, count } of like.values()) {
    const fits = [...pools.values()].filter(({ on, skills }) => on <= each.dueOn && skills.includes(each.skill))
    program.addClass(
      count,
      each.hours,
      fits.map(({ session, hours }) => ({ ...session, hours })),
    )
  }
  return program.solve(await loadHighs())
}
