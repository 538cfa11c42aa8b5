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
    const seconds: number[] = []
    let figures: Figures = {}
    for (const size of SIZES) {
      const measured = await batch(size, run)
      seconds.push(measured.seconds)
      figures = { ...figures, [`seconds${size}`]: measured.seconds, ...(size === SIZES.at(-1) ? measured : {}) }
    }
    const exponent = slope(SIZES.map(Math.log), seconds.map(Math.log))
    run.say(`cost grows with size to the power of ${exponent.toFixed(2)}`)
    run.keep('routing-scale.svg', chart(SIZES, seconds, exponent))
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

/** Of the line of least squares. */
function slope(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [xs, ys].map((values) => values.reduce((sum, value) => sum + value, 0) / values.length)
  const over = xs.reduce((sum, each, at) => sum + (each - (x ?? 0)) * ((ys[at] ?? 0) - (y ?? 0)), 0)
  return over / xs.reduce((sum, each) => sum + (each - (x ?? 0)) ** 2, 0)
}

/** Cost by size, both by powers of ten. */
function chart(sizes: readonly number[], seconds: readonly number[], exponent: number): string {
  const [left, bottom, width, height] = [70, 330, 480, 280]
  const [low, high] = [Math.floor(Math.log10(Math.min(...seconds))), Math.ceil(Math.log10(Math.max(...seconds)))]
  const xAt = (size: number) => left + ((Math.log10(size) - 2) / 2) * width
  const yAt = (time: number) => bottom - ((Math.log10(time) - low) / (high - low || 1)) * height
  const points = sizes.map((size, at) => [xAt(size), yAt(seconds[at] ?? 1)] as const)
  const across = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at)).map(
    (time) =>
      `<path d="M${left} ${yAt(time)}h${width}" stroke="#d8dde0"/><text x="${left - 8}" y="${yAt(time) + 4}" text-anchor="end">${time} s</text>`,
  )
  const labels = sizes.map((size) => `<text x="${xAt(size)}" y="${bottom + 20}" text-anchor="middle">${size}</text>`)
  const dots = points.map(
    ([x, y], at) => `<circle cx="${x}" cy="${y}" r="4"><title>${sizes[at]} cases: ${seconds[at]?.toFixed(3)} s</title></circle>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 390" font-family="sans-serif" font-size="13" role="img" aria-label="Seconds by cases planned in one batch, exponent ${exponent.toFixed(2)}">
<rect width="600" height="390" fill="#fff"/>
<text x="${left}" y="30">One batch: seconds by waiting cases, both axes by powers of ten; exponent ${exponent.toFixed(2)}</text>
${across.join('\n')}
${labels.join('\n')}
<text x="${left + width / 2}" y="${bottom + 45}" text-anchor="middle">waiting cases, 20 for each specialist</text>
<polyline points="${points.map(([x, y]) => `${x},${y}`).join(' ')}" fill="none" stroke="#005eb8" stroke-width="2"/>
<g fill="#005eb8">${dots.join('')}</g>
</svg>
`
}
