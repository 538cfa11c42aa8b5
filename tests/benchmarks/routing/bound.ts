import { addWorkingDays, type LondonDate, londonDateOf } from '@oh/kernel'
import { atLondonHour, defaultSettings, type Session } from '@oh/routing'
import type { Future, SimCase } from '@oh/simulation'
import highs from 'highs'

/** The package describes its ES form as if it were the CommonJS one. */
export const loadHighs = highs as unknown as typeof highs.default
export type Highs = Awaited<ReturnType<typeof loadHighs>>

/**
 * The most cases that anyone could see in time who knows the whole future, as a number of cases: a linear program over
 * classes of like cases and the sessions that may take them in time, under the same rules and the same notice, in parts of
 * cases. Whatever a plan does is a solution of it, so no plan is above it.
 */
export function clairvoyant(highs: Highs, future: Future): number {
  const firstRun = firstRunOf(future)
  const skills = new Map(future.specialists.map((row) => [row.specialistId, new Set(row.skills)]))
  const sessions = future.sessions.map((session) => ({ session, on: londonDateOf(session.startsAt) }))
  const byDay = groupedBy(sessions, ({ on }) => on)
  const classes = groupedBy(future.cases, (each) => {
    const run = firstRun(each)
    return [
      run,
      each.dueOn,
      each.urgency === 'urgent',
      each.hours,
      each.skill,
      each.excluded.join(' '),
      each.site,
      each.virtualAllowed,
    ].join('|')
  })
  const program = newProgram()
  for (const like of classes.values()) {
    const [each] = like
    const run = each && firstRun(each)
    if (each === undefined || run === undefined) continue
    const notice = defaultSettings.closeWorkingDays[each.urgency === 'urgent' ? 'urgent' : 'standard']
    const from = addWorkingDays(run, notice)
    const takes = future.days
      .filter((day) => day >= from && day <= each.dueOn)
      .flatMap((day) => byDay.get(day) ?? [])
      .filter(({ session }) => session.closesAt >= atLondonHour(run, 8) && mayTake(each, session, skills))
    program.addClass(
      like.length,
      each.hours,
      takes.map(({ session }) => session),
    )
  }
  return program.solve(highs)
}

/** The first morning on which a plan hears of the case. */
function firstRunOf({ days }: Future): (each: SimCase) => LondonDate | undefined {
  const runs = new Map<string, LondonDate | undefined>()
  return ({ receivedAt, receivedOn }) => {
    const key = `${receivedOn} ${receivedAt <= atLondonHour(receivedOn, 8)}`
    if (!runs.has(key))
      runs.set(
        key,
        days.find((day) => atLondonHour(day, 8) >= receivedAt),
      )
    return runs.get(key)
  }
}

function mayTake(each: SimCase, session: Session, skills: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return (
    skills.get(session.specialistId)?.has(each.skill) === true &&
    !each.excluded.includes(session.specialistId) &&
    (session.site === each.site || (session.virtual === true && each.virtualAllowed))
  )
}

interface Program {
  /** So many like cases, each of these hours, and where each may be seen. */
  addClass(count: number, hours: number, sessions: readonly Session[], key?: string): void
  /** How many cases fit, in parts. */
  solve(highs: Highs): number
  /** What is put where: key of the class, session, how much of it. Parts of nothing are left out. */
  parts(highs: Highs): (readonly [key: string, sessionId: string, part: number])[]
}

/** As many cases as possible, in parts, each at most once and no session fuller than it is. */
export function newProgram(): Program {
  const classes: string[] = []
  const columns: { readonly key: string; readonly sessionId: string }[] = []
  const inSession = new Map<string, { readonly free: number; readonly terms: string[] }>()
  const solution = (highs: Highs) => {
    const rows = [...classes, ...[...inSession.values()].map(({ free, terms }) => `${terms.join(' + ')} <= ${free}`)]
    const text = `Maximize\n${columns.map((_, at) => `x${at}`).join(' + ')}\nSubject To\n${rows.join('\n')}\nEnd\n`
    const solved = highs.solve(text, { output_flag: false })
    if (solved.Status !== 'Optimal') throw new Error(`the program was not solved: ${solved.Status}`)
    return solved
  }
  return {
    addClass(count, hours, sessions, key = '') {
      if (sessions.length === 0) return
      const own = sessions.map(({ sessionId, hours: free }) => {
        const name = `x${columns.length}`
        columns.push({ key, sessionId })
        const row = inSession.get(sessionId) ?? { free, terms: [] }
        row.terms.push(`${hours} ${name}`)
        inSession.set(sessionId, row)
        return name
      })
      classes.push(`${own.join(' + ')} <= ${count}`)
    },
    solve: (highs) => (columns.length === 0 ? 0 : solution(highs).ObjectiveValue),
    parts(highs) {
      if (columns.length === 0) return []
      const solved = solution(highs).Columns
      return columns.flatMap(({ key, sessionId }, at) => {
        const column = solved[`x${at}`]
        const part = column !== undefined && 'Primal' in column ? column.Primal : 0
        return part > 0 ? [[key, sessionId, part] as const] : []
      })
    },
  }
}

function groupedBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}
