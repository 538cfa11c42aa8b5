import { type LondonDate, londonDateOf, type TrustCode, workingDaysBetween } from '@oh/kernel'
import type { Skill, WaitingCase } from '@oh/routing'
import type { Future } from './future.ts'
import type { Run, Visit } from './run-plan.ts'
import type { Share } from './world.ts'

/**
 * How a plan did. A case is an appointment that was needed: a first one, one after a no-show, a follow-up. It is `ok` when
 * it took place, or was there to be attended, on or before its due date, with a specialist who has the skill and is not
 * excluded. Waits are in working days, from receipt to the appointment; whoever is never seen has waited until the last day.
 */
export interface Outcome {
  /** Appointments needed and due by the last day, or given. */
  readonly cases: number
  readonly ok: Share
  readonly meanWaitWorkingDays: number
  readonly p95WaitWorkingDays: number
  readonly worstWaitWorkingDays: number
  /** Of the hours held in the own ICS until the last case arrived, the share that was booked. */
  readonly use: Share
  /** Of the shares `ok` of the services: 0 when all are equal. */
  readonly gini: Share
  /** `ok` of the service that did worst. */
  readonly worstService: Share
  readonly urgentOk: Share
  /** Hard rules broken, by the independent checker. */
  readonly breaches: number
  /** One row per service with cases, in the order of the future. */
  readonly byService: readonly {
    readonly employer: TrustCode
    readonly cases: number
    readonly ok: Share
    readonly meanWait: number
  }[]
  /** One row per skill with cases, by name. */
  readonly bySkill: readonly {
    readonly skill: Skill
    readonly cases: number
    readonly ok: Share
    readonly meanWait: number
    readonly p95Wait: number
  }[]
}

interface Judged {
  readonly waiting: WaitingCase
  readonly ok: boolean
  readonly wait: number
}

/** Judges a run of a future. A share of nothing is 1: nobody was failed. A wait of nobody is 0. */
export function outcomeOf(future: Future, run: Run): Outcome {
  const judged = judge(future, run)
  const waits = judged.map(({ wait }) => wait)
  const byService = groups(judged, ({ employer }) => employer).map(([employer, rows]) => ({
    employer,
    cases: rows.length,
    ok: shareOk(rows),
    meanWait: meanOf(rows.map(({ wait }) => wait)),
  }))
  const order = new Map(future.services.map(({ employer }, index) => [employer, index]))
  return {
    cases: judged.length,
    ok: shareOk(judged),
    meanWaitWorkingDays: meanOf(waits),
    p95WaitWorkingDays: percentile(waits, 0.95),
    worstWaitWorkingDays: percentile(waits, 1),
    use: useOf(future, run),
    gini: giniOf(byService.map(({ ok }) => ok)),
    worstService: Math.min(1, ...byService.map(({ ok }) => ok)),
    urgentOk: shareOk(judged.filter(({ waiting }) => waiting.urgency === 'urgent')),
    breaches: run.faults.length,
    byService: byService.sort((one, other) => (order.get(one.employer) ?? 0) - (order.get(other.employer) ?? 0)),
    bySkill: groups(judged, ({ skill }) => skill)
      .map(([skill, rows]) => ({
        skill,
        cases: rows.length,
        ok: shareOk(rows),
        meanWait: meanOf(rows.map(({ wait }) => wait)),
        p95Wait: percentile(
          rows.map(({ wait }) => wait),
          0.95,
        ),
      }))
      .sort((one, other) => (one.skill < other.skill ? -1 : 1)),
  }
}

function judge({ days, specialists }: Future, { visits, unseen }: Run): Judged[] {
  const last = days.at(-1)
  const skillsOf = new Map(specialists.map(({ specialistId, skills }) => [specialistId, skills]))
  const isRight = ({ waiting, session, on }: Visit) =>
    on <= waiting.dueOn &&
    skillsOf.get(session.specialistId)?.includes(waiting.skill) === true &&
    !waiting.excluded.includes(session.specialistId)
  const given = visits
    .filter(({ ended }) => ended !== 'fell-away')
    .map((visit) => ({
      waiting: visit.waiting,
      ok: isRight(visit),
      wait: workingDaysBetween(visit.waiting.receivedOn, visit.on),
    }))
  const missing = unseen.flatMap((waiting) =>
    last === undefined || waiting.dueOn > last
      ? []
      : [{ waiting, ok: false, wait: Math.max(0, workingDaysBetween(waiting.receivedOn, last)) }],
  )
  return [...given, ...missing]
}

function useOf({ ics, sessions, cases, fallsAway }: Future, { visits }: Run): Share {
  const until = cases.reduce<LondonDate | undefined>(
    (latest, { receivedOn }) => (latest === undefined || receivedOn > latest ? receivedOn : latest),
    undefined,
  )
  const fallen = new Set(fallsAway.map(({ sessionId }) => sessionId))
  const held = sessions.filter((session) => session.ics === ics && !fallen.has(session.sessionId))
  const counted = new Set(
    held.filter((session) => until !== undefined && londonDateOf(session.startsAt) <= until).map((row) => row.sessionId),
  )
  const hours = sumOf(held.filter(({ sessionId }) => counted.has(sessionId)).map((session) => session.hours))
  const used = sumOf(
    visits
      .filter(({ ended, session }) => ended !== 'fell-away' && counted.has(session.sessionId))
      .map(({ waiting }) => waiting.hours),
  )
  return hours === 0 ? 0 : used / hours
}

/**
 * Gini coefficient: mean difference between any two values, over twice the mean. 0 when all are equal, of one value, of
 * none, and when all are 0. Values are 0 or more.
 */
export function giniOf(values: readonly number[]): Share {
  const total = sumOf(values)
  if (total === 0) return 0
  const sorted = [...values].sort((one, other) => one - other)
  const weighted = sumOf(sorted.map((value, index) => (2 * (index + 1) - sorted.length - 1) * value))
  return weighted / (sorted.length * total)
}

function groups<Key>(rows: readonly Judged[], keyOf: (waiting: WaitingCase) => Key): [Key, Judged[]][] {
  const found = new Map<Key, Judged[]>()
  for (const row of rows) {
    const key = keyOf(row.waiting)
    const group = found.get(key)
    if (group === undefined) found.set(key, [row])
    else group.push(row)
  }
  return [...found]
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const meanOf = (values: readonly number[]) => (values.length === 0 ? 0 : sumOf(values) / values.length)
const shareOk = (rows: readonly Judged[]) => (rows.length === 0 ? 1 : rows.filter(({ ok }) => ok).length / rows.length)

/** By nearest rank; 0 of no values. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
