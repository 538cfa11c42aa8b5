import { isBarred, minutesTaken } from './booking-rules.ts'
import { byText, firstDifference } from './compare.ts'
import { addTo, type Desk, handsOf, isKnown, leftIn, type Slot } from './desk.ts'
import { type Outlook, outlookOf } from './look-ahead.ts'
import type { WaitingCase } from './sessions.ts'

/**
 * Solves a mixed integer program. Takes its text in the CPLEX LP format; gives the value of each column by name, or
 * undefined when there is no answer: none in time, or none at all. To be answered the same whenever it is asked the same.
 */
export type Solve = (model: string) => { readonly columns: Readonly<Record<string, number>> } | undefined

/**
 * The largest program that is asked for: so many cases, and so many ways to place one class of like cases in one session.
 * Above either the look ahead stands alone, which is then as good as exact (infra/decisions/0016-placing.md).
 */
export const LARGEST_PROGRAM = { cases: 500, columns: 8_000 }

/** Cases that no rule tells apart, and the sessions that may take them in time, those that a plan would rather use first. */
interface Like {
  readonly cases: readonly WaitingCase[]
  readonly minutes: number
  readonly isUrgent: boolean
  readonly slots: readonly Slot[]
}

interface Program {
  readonly classes: readonly Like[]
  readonly minutesLeft: Int32Array
  /** How many more cases each specialist may take on of those that nobody has accepted, in sessions that close now. */
  readonly roomOf: (slot: Slot) => number
}

/**
 * Another plan of all waiting cases over all known sessions, with strictly more in time than the look ahead has, and no
 * fewer urgent ones; undefined when there is none, or when it is not found. `seen`: the cases that the look ahead has in
 * time. What it puts first by the starvation guard stays where it is. Among plans with as many in time, one that keeps to
 * sessions that the look ahead would rather use. The hard rules are those of the look ahead.
 */
export function planOfAll(
  desk: Desk,
  rule: Outlook,
  seen: ReadonlySet<WaitingCase['caseId']>,
  solve: Solve,
): Outlook | undefined {
  const program = programOf(desk, rule, seen)
  if (program === undefined) return undefined
  const columns = solve(textOf(program, seen))?.columns
  const found = columns && slotsBy(program, columns)
  if (found === undefined) return undefined
  const first = [...rule.slotOf].filter(([caseId]) => rule.prospects.get(caseId) === 'first')
  return outlookOf(desk, { slotOf: new Map([...first, ...found]), isFirst: (id) => rule.prospects.get(id) === 'first' }, 'all')
}

/** Undefined when the program would be too large, or when nobody whom the look ahead lets go of could be in time at all. */
function programOf(desk: Desk, rule: Outlook, seen: ReadonlySet<WaitingCase['caseId']>): Program | undefined {
  const { ask, firstDay } = desk
  const open = ask.cases.filter(
    ({ caseId, dueOn }) => rule.prospects.has(caseId) && rule.prospects.get(caseId) !== 'first' && dueOn >= (firstDay ?? '~'),
  )
  if (open.length > LARGEST_PROGRAM.cases || open.every(({ caseId }) => seen.has(caseId))) return undefined
  const minutesLeft = desk.minutes.slice()
  const hands = handsOf(ask)
  for (const waiting of ask.cases) {
    const slot = rule.prospects.get(waiting.caseId) === 'first' ? rule.slotOf.get(waiting.caseId) : undefined
    if (slot === undefined) continue
    addTo(minutesLeft, slot, -minutesTaken(waiting.hours))
    if (slot.at.closing) hands.take(waiting, slot.specialist.specialistId)
  }
  const roomOf = ({ specialist }: Slot) => hands.roomOf(specialist)
  const classes = grouped(open)
    .map((cases) => likeOf(desk, minutesLeft, cases))
    .filter((like) => like !== undefined)
  const columns = classes.reduce((sum, { slots }) => sum + slots.length, 0)
  const isInReach = classes.some(({ cases, slots }) => slots.length > 0 && cases.some(({ caseId }) => !seen.has(caseId)))
  return isInReach && columns <= LARGEST_PROGRAM.columns ? { classes, minutesLeft, roomOf } : undefined
}

/** Like cases together, in an order that does not depend on that of the ask; in each class by receipt. */
function grouped(cases: readonly WaitingCase[]): WaitingCase[][] {
  const groups = new Map<string, WaitingCase[]>()
  const inOrder = [...cases].sort((one, other) =>
    firstDifference(byText(one.dueOn, other.dueOn), byText(one.receivedOn, other.receivedOn), byText(one.caseId, other.caseId)),
  )
  for (const waiting of inOrder) {
    const key = likeness(waiting)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [waiting])
    else group.push(waiting)
  }
  return [...groups.values()]
}

/** Everything that the hard rules of a booking, the due date and continuity look at in a case. */
function likeness(waiting: WaitingCase): string {
  const { skill, urgency, dueOn, hours, acceptedBy, excluded, site, virtualAllowed, knownTo, employer, department } = waiting
  const worksIn = department === undefined ? undefined : [employer, department]
  const known = [...(knownTo ?? [])].sort()
  return JSON.stringify([
    skill,
    urgency,
    dueOn,
    minutesTaken(hours),
    acceptedBy,
    [...excluded].sort(),
    site,
    virtualAllowed,
    known,
    worksIn,
  ])
}

function likeOf(desk: Desk, minutesLeft: Int32Array, cases: readonly WaitingCase[]): Like | undefined {
  const [waiting] = cases
  if (waiting === undefined) return undefined
  const minutes = minutesTaken(waiting.hours)
  const inTime = (desk.ahead.get(waiting.skill) ?? []).filter(
    (slot) => slot.at.on <= waiting.dueOn && leftIn(minutesLeft, slot) >= minutes && !isBarred({ waiting, standing: slot.at }),
  )
  const known = inTime.filter((slot) => isKnown(waiting, slot))
  const slots = [...known, ...inTime.filter((slot) => !isKnown(waiting, slot))]
  return { cases, minutes, isUrgent: waiting.urgency === 'urgent', slots }
}

const columnOf = (like: number, at: number) => `x${like}_${at}`

/** Lines of a program are cut here: some readers take no longer ones. */
const TERMS_A_LINE = 8
function sumOf(terms: readonly string[]): string {
  const lines: string[] = []
  for (let from = 0; from < terms.length; from += TERMS_A_LINE) lines.push(terms.slice(from, from + TERMS_A_LINE).join(' + '))
  return lines.join('\n + ')
}

/**
 * As many cases in time as possible, each in one session, whole; no session fuller than it is, nobody over the caseload.
 * All sessions a case would rather not have together count for less than half of a case. That there must be one more than
 * the look ahead has lets most programs end at once, without an answer.
 */
function textOf({ classes, minutesLeft, roomOf }: Program, seen: ReadonlySet<WaitingCase['caseId']>): string {
  const many = classes.reduce((sum, { cases }) => sum + cases.length, 0)
  const [gain, all, urgent, bounds, rows]: [string[], string[], string[], string[], string[]] = [[], [], [], [], []]
  const inSlot = new Map<Slot, string[]>()
  const newTo = new Map<string, { readonly room: number; readonly terms: string[] }>()
  classes.forEach(({ cases, minutes, isUrgent, slots }, like) => {
    const own = slots.map((slot, at) => {
      const column = columnOf(like, at)
      gain.push(`${(1 - at / slots.length / many / 2).toFixed(9)} ${column}`)
      bounds.push(`0 <= ${column} <= ${cases.length}`)
      pushTo(inSlot, slot, `${minutes} ${column}`)
      if (slot.at.closing && cases[0]?.acceptedBy === undefined) {
        const row = newTo.get(slot.specialist.specialistId) ?? { room: Math.max(0, roomOf(slot)), terms: [] }
        row.terms.push(column)
        newTo.set(slot.specialist.specialistId, row)
      }
      return column
    })
    if (own.length > 0) rows.push(`${sumOf(own)} <= ${cases.length}`)
    all.push(...own)
    if (isUrgent) urgent.push(...own)
  })
  for (const [slot, terms] of inSlot) rows.push(`${sumOf(terms)} <= ${leftIn(minutesLeft, slot)}`)
  for (const { room, terms } of newTo.values()) rows.push(`${sumOf(terms)} <= ${room}`)
  const ofProgram = classes.flatMap(({ cases, isUrgent }) => cases.map(({ caseId }) => ({ isUrgent, isSeen: seen.has(caseId) })))
  rows.push(`${sumOf(all)} >= ${ofProgram.filter(({ isSeen }) => isSeen).length + 1}`)
  const urgentSeen = ofProgram.filter(({ isUrgent, isSeen }) => isUrgent && isSeen).length
  if (urgentSeen > 0) rows.push(`${sumOf(urgent)} >= ${urgentSeen}`)
  const parts = ['Maximize', sumOf(gain), 'Subject To', ...rows, 'Bounds', ...bounds, 'General', ...all, 'End']
  return `${parts.join('\n')}\n`
}

/** Hands the sessions out as the columns say; undefined when they say more than there is. */
function slotsBy(
  { classes, minutesLeft, roomOf }: Program,
  columns: Readonly<Record<string, number>>,
): Map<WaitingCase['caseId'], Slot> | undefined {
  const found = new Map<WaitingCase['caseId'], Slot>()
  const left = minutesLeft.slice()
  const newTo = new Map<string, number>()
  for (const [like, { cases, minutes, slots }] of classes.entries()) {
    const waiting = [...cases]
    for (const [at, slot] of slots.entries()) {
      const many = Math.round(columns[columnOf(like, at)] ?? 0)
      for (let count = 0; count < many; count += 1) {
        const next = waiting.shift()
        addTo(left, slot, -minutes)
        if (next === undefined || leftIn(left, slot) < 0) return undefined
        found.set(next.caseId, slot)
        if (!slot.at.closing || next.acceptedBy !== undefined) continue
        const { specialistId } = slot.specialist
        newTo.set(specialistId, (newTo.get(specialistId) ?? 0) + 1)
        if ((newTo.get(specialistId) ?? 0) > roomOf(slot)) return undefined
      }
    }
  }
  return found
}

function pushTo<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [value])
  else group.push(value)
}
