import { chanceFrom } from '../benchmarks/gate/chance.ts'
import type { Ask, Programme } from './programme.ts'
import { FLOOR, type Knowledge, NO_LIMIT, type Told } from './what-is-told.ts'

/** Who attacks: the public, or a trust that knows its own counts, one for each unknown of its own. */
export interface Attacker {
  readonly name: string
  readonly own: ReadonlyMap<number, number>
}

export const PUBLIC: Attacker = { name: 'the public', own: new Map() }

/** What an attacker can say of a sum that he was not shown. */
export interface Finding {
  readonly told: Told
  /** `exact` one value fits; `narrow` fewer than five; `unproved` the solver did not say in time. */
  readonly verdict: 'exact' | 'narrow' | 'unproved'
  readonly least: number
  readonly most: number
}

export interface Recovered {
  /** Sums that were attacked: each that is hidden and worth it, and for a trust what figures leave to the others. */
  readonly attacked: number
  /** All that are not proved to keep five values or more. */
  readonly findings: readonly Finding[]
  readonly problems: number
}

export interface Effort {
  /** Rounds in a row that may bring nothing new before each sum that is left is asked for by itself. */
  readonly idleRounds: number
  /** For one problem. */
  readonly seconds: number
  /** Whether a sum is worth being attacked; all are unless given. */
  readonly isWorth?: (sum: Told) => boolean
}

const FEWEST_VALUES = 5
const MOST_ROUNDS = 200
/** Nobody has more people of a kind in a month; it keeps every problem bounded. */
const MOST_OF_ONE = 10_000

/**
 * The least and the most of every sum that the attacker was not shown, over all whole solutions of what he knows. A whole
 * solution says something of all sums at once: two of them in which a sum differs by four prove that five values are left to
 * it. So solutions are first looked for in many directions; whatever they leave is asked for sum by sum, in fractions where
 * the answer comes out whole and in whole numbers where it does not. Every solution is checked by adding up.
 */
export function recover(knowledge: Knowledge, attacker: Attacker, ask: Ask, effort: Effort): Recovered {
  const { idleRounds, seconds, isWorth = () => true } = effort
  const { unknowns, told } = knowledge
  const programme: Programme = {
    unknowns: unknowns.length,
    rows: told.filter(({ least, most }) => least > 0 || most < NO_LIMIT),
    fixed: attacker.own,
    mostOfOne: MOST_OF_ONE,
  }
  const spans = new Map(told.filter((each) => isTarget(each, attacker) && isWorth(each)).map((each) => [each, new Span()]))
  const chance = chanceFrom(unknowns.length + attacker.own.size)
  let problems = 0
  const isOpen = (each: Told) => (spans.get(each)?.values ?? 0) < FEWEST_VALUES
  const look = (aims: ReadonlyMap<Told, number>, isWhole: boolean, more: Programme['rows'] = []) => {
    problems += 1
    const found = ask({ ...programme, rows: [...programme.rows, ...more] }, weightsOf(aims), isWhole, seconds)
    if (found.kind === 'impossible')
      throw new Error(`What ${attacker.name} knows of ${knowledge.family.name} contradicts itself.`)
    const solution = found.at && wholeSolution(programme, found.at)
    if (solution) for (const [each, span] of spans) span.take(sumOf(each, solution))
    return { ...found, solution }
  }

  for (let idle = 0, round = 0; idle < idleRounds && round < MOST_ROUNDS; round += 1) {
    const open = [...spans.keys()].filter(isOpen)
    if (open.length === 0) break
    const aims = new Map(open.map((each) => [each, chance.below(2) === 0 ? -1 : 1]))
    look(aims, false)
    look(new Map([...aims].map(([each, aim]) => [each, -aim])), false)
    idle = open.some((each) => !isOpen(each)) ? 0 : idle + 1
  }

  /**
   * The furthest that the sum goes in one direction, or as far as makes it five values with those that were seen: to go on from
   * there takes long and proves no more. Undefined when the solver did not say in time.
   */
  const furthest = (each: Told, aim: 1 | -1): number | undefined => {
    const enough = spans.get(each)?.enough(aim)
    const end = enough && [{ unknowns: each.unknowns, ...enough }]
    const inFractions = look(new Map([[each, aim]]), false, end)
    if (inFractions.kind === 'optimal' && inFractions.solution) return sumOf(each, inFractions.solution)
    const whole = look(new Map([[each, aim]]), true, end)
    return whole.kind === 'optimal' && whole.solution ? sumOf(each, whole.solution) : undefined
  }
  const findings = [...spans.keys()].flatMap((each): Finding[] => {
    const least = isOpen(each) ? furthest(each, -1) : 0
    const most = isOpen(each) ? furthest(each, 1) : 0
    if (!isOpen(each)) return []
    if (least === undefined || most === undefined) return [{ told: each, verdict: 'unproved', least: 0, most: NO_LIMIT }]
    return [{ told: each, verdict: least === most ? 'exact' : 'narrow', least, most }]
  })
  return { attacked: spans.size, findings, problems }
}

/**
 * What is hidden; and for a trust each figure below England that leaves, when its own people are taken away, maybe few of
 * others.
 */
export function isTarget({ unknowns, isHidden, level, least }: Told, { own }: Attacker): boolean {
  if (unknowns.every((unknown) => own.has(unknown))) return false
  if (isHidden || own.size === 0 || level === 'england') return isHidden
  const mine = unknowns.reduce((sum, unknown) => sum + (own.get(unknown) ?? 0), 0)
  return unknowns.some((unknown) => own.has(unknown)) && least - mine < FLOOR
}

/** The values that a sum was seen to take. */
class Span {
  private least = Number.POSITIVE_INFINITY
  private most = Number.NEGATIVE_INFINITY

  take(value: number): void {
    this.least = Math.min(this.least, value)
    this.most = Math.max(this.most, value)
  }

  /** Bounds within which the furthest value in one direction is enough; undefined when none was seen yet. */
  enough(aim: 1 | -1): { readonly least: number; readonly most: number } | undefined {
    if (this.values === 0) return undefined
    const far = FEWEST_VALUES - 1
    return aim === 1 ? { least: 0, most: this.least + far } : { least: Math.max(0, this.most - far), most: NO_LIMIT }
  }

  get values(): number {
    return this.least > this.most ? 0 : this.most - this.least + 1
  }
}

function weightsOf(aims: ReadonlyMap<Told, number>): ReadonlyMap<number, number> {
  const weights = new Map<number, number>()
  for (const [{ unknowns }, aim] of aims) for (const unknown of unknowns) weights.set(unknown, (weights.get(unknown) ?? 0) + aim)
  return weights
}

/** The solution in whole numbers when it is one, by adding up every row. */
export function wholeSolution({ rows, fixed }: Programme, at: readonly number[]): readonly number[] | undefined {
  const solution = at.map((value) => Math.round(value))
  const isFixed = [...fixed].every(([unknown, value]) => solution[unknown] === value)
  const fits = rows.every((row) => {
    const sum = sumOf(row, solution)
    return sum >= row.least && sum <= row.most
  })
  return isFixed && fits && solution.every((value) => value >= 0) ? solution : undefined
}

export function sumOf({ unknowns }: { readonly unknowns: readonly number[] }, values: readonly number[]): number {
  let sum = 0
  for (const unknown of unknowns) sum += values[unknown] ?? 0
  return sum
}
