import { components } from './attack.ts'
import type { Level } from './catalogue.ts'
import {
  isSmallTo,
  type JointCell,
  type JointSystem,
  type JointTable,
  jointSystem,
  knownTo,
  PARTS,
  rowOf,
} from './joint-table.ts'
import type { DisclosurePolicy } from './policy.ts'
import { type ProtectedCount, roundCount } from './protect.ts'
import { confidential, isValue, type Shown } from './shown.ts'
import { FEWEST_VALUES, type Solve } from './system.ts'
import { checker, PUBLIC, Walk, type Witness } from './witness.ts'

/** Why a part of a figure is not shown; for those inside only, as the mark itself carries no reason. */
export type Suppression = 'primary' | 'secondary'

export interface JointFigure extends ProtectedCount {
  readonly id: string
  readonly why: { readonly numerator?: Suppression; readonly denominator?: Suppression }
}

/** What was done, for those who prepare a publication; of no use to a reader, and not for one. */
export interface JointReport {
  /** Pairs of a protected sum and an attacker, each with FEWEST_VALUES values shown to be possible. */
  readonly attacked: number
  /** Parts of figures that the rules about the single cell left open, and how many of them were suppressed after all. */
  readonly open: number
  readonly suppressed: number
  /** Of these, for what one contributor would learn of the others in the figure. */
  readonly forContributors: number
  /** The fewest that any repair must suppress, as far as is proved: 0, as no more is. */
  readonly atLeast: number
  /** The same by level. Parts that a rule about the cell suppressed are `primary`, for a neighbour `secondary`. */
  readonly byLevel: Readonly<Record<Level, { readonly open: number; readonly primary: number; readonly secondary: number }>>
  /** Each part that is suppressed now and was not published before, in the order of the table. */
  readonly suppressions: readonly SuppressedPart[]
}

export interface SuppressedPart {
  readonly id: string
  readonly part: 'numerator' | 'denominator'
  readonly why: Suppression
  /** The least and the most that the part was proved able to be for the public, at the least; undefined where few values are no secret. */
  readonly proved: { readonly least: number; readonly most: number } | undefined
  /** Of a neighbour: the cell whose sum it keeps. */
  readonly keeps: string | undefined
}

export type JointProtection =
  | { readonly kind: 'protected'; readonly figures: readonly JointFigure[]; readonly report: JointReport }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

export interface JointAsk {
  readonly table: JointTable
  readonly policy: DisclosurePolicy
  /** What was published of cells of the table, by id: it stays as it is, and all of it is known to the attacker. */
  readonly earlier: ReadonlyMap<string, ProtectedCount>
  /** Whether the catalogue has the cell; what is not in it cannot be published. */
  readonly isInCatalogue: (cell: JointCell) => boolean
  readonly solve: Solve
}

/**
 * Every published cell of a table with what may be shown of it, so that neither the public nor any single contributor can
 * hold a protected sum to fewer than FEWEST_VALUES values, with all that was published earlier at hand. Each such sum has
 * its values proved by whole solutions of everything known. Figures are suppressed, cheapest first, until that is so; each
 * that turns out not to be needed is shown again. The same table gives the same figures. Refused, with sentences: counts
 * that are none, totals that do not add up, cells that the catalogue lacks, earlier figures that these counts cannot have
 * given, and what no suppression makes safe.
 */
export function protectJointly(ask: JointAsk): JointProtection {
  const faults = faultsOf(ask)
  if (faults.length > 0) return { kind: 'refused', reasons: faults }
  const repair = new Repair(ask)
  const unsafe = repair.run()
  return unsafe.length > 0 ? { kind: 'refused', reasons: unsafe } : repair.result()
}

/** Cells at a higher level serve more readers, so they are the last to go. */
const COST: Readonly<Record<Level, number>> = { trust: 1, ics: 1.4, region: 2, england: 20 }

/** How long a search goes on before the solver is asked. */
const MOST_EFFORT = 16
/** A figure that more proofs than this lean on stays suppressed without a search for others. */
const MOST_REDONE = 200
/** Problems that the solver may leave unanswered before it is asked no more. */
const MOST_UNANSWERED = 3
/** So many suppressions are tried once more for cheaper ones. */
const MOST_TRIED = 24

/** A whole solution beside the truth: what the row comes to in it, and whose counts it changes. */
interface Proved {
  readonly witness: Witness
  readonly value: number
  readonly owners: ReadonlySet<number>
  /** The one owner for whom it is a solution, by his own bounds; everybody who is not in it unless given. */
  readonly only: number | undefined
  /** The suppressed rows without which it is none. */
  readonly needs: readonly number[]
}

/** A protected sum, and who may not learn it: everybody, or only owners to whom it is small. */
interface Goal {
  readonly row: number
  readonly isPublic: boolean
  readonly owners: readonly number[]
}

type FigurePart = 'numerator' | 'denominator'

/**
 * The repair of one table while it is under way. A figure is told by its first row: the numerator stands for itself and for
 * what it leaves of its whole.
 */
class Repair {
  private readonly ask: JointAsk
  private readonly joint: JointSystem
  private readonly walk: Walk
  private readonly goals: ReadonlyMap<number, Goal>
  private readonly proofs = new Map<number, readonly Proved[]>()
  /** Figures suppressed for a neighbour, in order. */
  private secondary = new Set<number>()
  /** For which sum each was suppressed: most likely what cannot do without it. */
  private readonly openedFor = new Map<number, number>()
  /** The sums of which some proof needed a suppressed row, once at least. */
  private readonly neededBy = new Map<number, Set<number>>()
  /** What is not to be opened just now, and what all that is opened may cost. */
  private barred: number | undefined
  private limit = Number.POSITIVE_INFINITY
  private unanswered = 0

  constructor(ask: JointAsk) {
    this.ask = ask
    this.joint = jointSystem(ask.table, ask.policy, ask.earlier)
    this.walk = new Walk(this.joint)
    this.goals = goalsOf(this.joint)
  }

  /** Suppresses until all is proved. Returns what could not be, in sentences. */
  run(): string[] {
    const unsafe = [...this.goals.values()].flatMap((goal) => (this.secure(goal) ? [] : [this.sentence(goal)]))
    if (unsafe.length > 0) return unsafe
    this.showAgain()
    this.improve()
    return this.recheck()
  }

  result(): JointProtection {
    const { table, earlier } = this.ask
    const figures = table.cells.flatMap((cell, at): JointFigure[] => {
      if (cell.use !== 'published') return []
      const before = earlier.get(cell.id)
      if (before) return [{ id: cell.id, numerator: before.numerator, denominator: before.denominator, why: {} }]
      const primary = this.joint.figures[at]
      if (!primary) return []
      const isSecondary = (part: FigurePart) => this.secondary.has(rowOf(at, part))
      const shown = (part: FigurePart): Shown => (isSecondary(part) ? confidential : primary[part])
      const why = (part: FigurePart): Suppression | undefined =>
        primary.hidden[part] ? 'primary' : isSecondary(part) ? 'secondary' : undefined
      const [numerator, denominator] = [why('numerator'), why('denominator')]
      return [
        {
          id: cell.id,
          numerator: shown('numerator'),
          denominator: shown('denominator'),
          why: { ...(numerator && { numerator }), ...(denominator && { denominator }) },
        },
      ]
    })
    return { kind: 'protected', figures, report: this.report() }
  }

  private report(): JointReport {
    const none = () => ({ open: 0, primary: 0, secondary: 0 })
    const byLevel = { trust: none(), ics: none(), region: none(), england: none() }
    const suppressions: SuppressedPart[] = []
    const { cells } = this.ask.table
    let forContributors = 0
    for (const [at, { id, level, use }] of cells.entries())
      for (const part of ['numerator', 'denominator'] as const) {
        const [row, figure] = [rowOf(at, part), this.joint.figures[at]]
        if (use !== 'published' || !figure || this.ask.earlier.has(id)) continue
        const isSecondary = this.secondary.has(row)
        if (isValue(figure[part])) byLevel[level].open += 1
        if (!figure.hidden[part] && !isSecondary) continue
        byLevel[level][isSecondary ? 'secondary' : 'primary'] += 1
        const keeps = isSecondary ? (this.openedFor.get(row) ?? row) : undefined
        if (keeps !== undefined && (this.goals.get(keeps)?.owners ?? []).length > 0) forContributors += 1
        suppressions.push({
          id,
          part,
          why: isSecondary ? 'secondary' : 'primary',
          proved: this.provedOf(row),
          keeps: keeps === undefined ? undefined : cells[Math.floor(keeps / PARTS.length)]?.id,
        })
      }
    let attacked = 0
    for (const { row, isPublic, owners } of this.goals.values())
      attacked += isPublic ? 1 + this.joint.owners.filter((_, owner) => isSmallTo(this.joint, owner, row)).length : owners.length
    const open = Object.values(byLevel).reduce((sum, each) => sum + each.open, 0)
    return { attacked, open, suppressed: this.secondary.size, forContributors, atLeast: 0, byLevel, suppressions }
  }

  /** What the public's witnesses let a protected sum be. */
  private provedOf(row: number): SuppressedPart['proved'] {
    if (!this.goals.get(row)?.isPublic) return undefined
    const values = (this.proofs.get(row) ?? []).filter(({ only }) => only === undefined).map(({ value }) => value)
    const all = [this.walk.truthOf(row), ...values]
    return { least: Math.min(...all), most: Math.max(...all) }
  }

  /** Proves a sum against everybody who may not learn it, opening figures as far as it must and may. */
  private secure(goal: Goal, mayOpen = true): boolean {
    for (;;) {
      const left = this.attackersLeft(goal)
      const [first] = left
      if (first === undefined) return true
      // one search without any of them is proof against them all
      if (left.length > 1) this.keep(goal.row, this.walk.witnesses(goal.row, left))
      if (!this.covers(goal.row, first) && !this.prove(goal.row, first, mayOpen)) return false
    }
  }

  /** Against whom the sum is not proved yet: the public before insiders, and of those the ones who know a proof to be none. */
  private attackersLeft({ row, isPublic, owners }: Goal): number[] {
    if (!isPublic) return owners.filter((owner) => !this.covers(row, owner))
    if (!this.covers(row, PUBLIC)) return [PUBLIC]
    const changed = new Set((this.proofs.get(row) ?? []).flatMap((proved) => [...proved.owners]))
    return [...changed].filter((owner) => !this.covers(row, owner) && isSmallTo(this.joint, owner, row))
  }

  private covers(row: number, attacker: number): boolean {
    const values = new Set<number>()
    for (const { value, owners, only } of this.proofs.get(row) ?? [])
      if (only === undefined ? !owners.has(attacker) : only === attacker) values.add(value)
    return values.size >= FEWEST_VALUES - 1
  }

  private keep(row: number, witnesses: readonly Witness[], only?: number): void {
    const valueIn = this.walk.sumsIn(row)
    const proved = witnesses.map((witness) => ({
      witness,
      value: valueIn(witness),
      owners: this.walk.ownersIn(witness),
      only,
      needs: this.walk.rowsNeeded(witness),
    }))
    for (const { needs } of proved)
      for (const each of needs) this.neededBy.set(each, (this.neededBy.get(each) ?? new Set()).add(row))
    this.proofs.set(row, [...(this.proofs.get(row) ?? []), ...proved])
  }

  /** Proves the sum against one attacker, after as many suppressions as it takes. */
  private prove(row: number, attacker: number, mayOpen: boolean): boolean {
    const barred = attacker === PUBLIC ? [] : [attacker]
    const only = this.joint.instead.has(attacker) ? attacker : undefined
    for (let effort = 1; effort <= MOST_EFFORT; ) {
      const costOf = mayOpen ? (each: number) => this.costOf(each) : undefined
      const { found, opening } = this.walk.look(row, barred, effort, costOf)
      this.keep(row, found, only)
      if (this.covers(row, attacker)) return true
      if (!mayOpen) return false
      if (!opening && this.limit < Number.POSITIVE_INFINITY) return false
      if (!opening) effort *= 4
      for (const each of opening ?? (effort > MOST_EFFORT ? this.allShownWith(row) : [])) this.suppress(each, row)
      if (this.cost() >= this.limit) return false
    }
    this.keep(row, this.walk.witnesses(row, barred, MOST_EFFORT), only)
    return this.covers(row, attacker) || this.bySolver(row, attacker)
  }

  /** Asks the solver for a whole solution at each value near the truth. What it does not answer in time is no proof. */
  private bySolver(row: number, attacker: number): boolean {
    const { system, insider } = knownTo(this.joint, this.walk.isOpen, attacker)
    const part = components(system, insider)(row)
    const truth = this.walk.truthOf(row)
    const own = system.rows[row]?.unknowns.reduce((sum, unknown) => sum + (insider?.knows.get(unknown) ?? 0), 0) ?? 0
    const sum = system.rows[row]?.unknowns.flatMap((unknown) => part.numberOf.get(unknown) ?? []) ?? []
    for (const step of [1, -1, 2, -2, 3, -3, 4, -4]) {
      const value = truth + step - own
      if (value < 0 || this.unanswered > MOST_UNANSWERED || this.covers(row, attacker)) continue
      const rows = [...part.rows, { unknowns: sum, least: value, most: value }]
      const answer = this.ask.solve({ unknowns: part.numberOf.size, sense: 'least', sum: [], rows })
      if (answer.kind === 'out-of-time') this.unanswered += 1
      if (answer.kind !== 'proved') continue
      const changes = [...part.numberOf].flatMap(([unknown, number]) => {
        const change = (answer.at[number] ?? 0) - (this.joint.truth[unknown] ?? 0)
        return change === 0 ? [] : [unknown, change]
      })
      this.keep(row, [Int32Array.from(changes)], this.joint.instead.has(attacker) ? attacker : undefined)
    }
    return this.covers(row, attacker)
  }

  /** Every row still shown that shares an unknown with this one: the last resort, of which much is shown again later. */
  private allShownWith(row: number): number[] {
    const { rows } = this.joint.system
    const own = new Set(rows[row]?.unknowns)
    const isShown = (each: number) => this.walk.isOpen[each] === 0 && this.costOf(each) < Number.POSITIVE_INFINITY
    return [...rows.keys()].filter((each) => isShown(each) && rows[each]?.unknowns.some((unknown) => own.has(unknown)))
  }

  private costOf(row: number): number {
    const at = Math.floor(row / PARTS.length)
    const [cell, figure] = [this.ask.table.cells[at], this.joint.figures[at]]
    const part = PARTS[row % PARTS.length] === 'denominator' ? 'denominator' : 'numerator'
    const isOpenable = cell && figure && cell.use === 'published' && !this.ask.earlier.has(cell.id) && isValue(figure[part])
    return isOpenable && this.joint.figureOf[row] !== this.barred ? COST[cell.level] : Number.POSITIVE_INFINITY
  }

  private cost(): number {
    let cost = 0
    for (const figure of this.secondary) cost += this.levelCost(figure)
    return cost
  }

  private suppress(row: number, target: number): void {
    const figure = this.joint.figureOf[row] ?? row
    for (const each of this.rowsOf(figure)) this.walk.open(each)
    this.secondary.add(figure)
    this.openedFor.set(figure, target)
  }

  private rowsOf(figure: number): number[] {
    return figure % PARTS.length === 0 ? [figure, figure + 1] : [figure]
  }

  /** Shows again what all the proofs can do without, the dearest first, and of equals the latest. */
  private showAgain(): void {
    const dear = [...this.secondary].reverse().toSorted((a, b) => this.levelCost(b) - this.levelCost(a))
    for (const figure of dear) this.showIfProved(figure, false)
  }

  private levelCost(figure: number): number {
    return COST[this.ask.table.cells[Math.floor(figure / PARTS.length)]?.level ?? 'england']
  }

  /** Tries each suppression once more: shown, with whatever else that takes, as long as the whole costs less. */
  private improve(): void {
    const dear = [...this.secondary].toSorted((a, b) => this.levelCost(b) - this.levelCost(a))
    for (const figure of dear.slice(0, MOST_TRIED)) if (this.secondary.has(figure)) this.showIfProved(figure, true)
  }

  /** Shows a figure again if everything can then be proved; if not, all is as it was. */
  private showIfProved(figure: number, mayOpen: boolean): boolean {
    const rows = this.rowsOf(figure)
    const broken = this.goalsThatNeed(rows)
    const before = {
      proofs: broken.map(({ row }) => this.proofs.get(row) ?? []),
      secondary: new Set(this.secondary),
      cost: this.cost(),
    }
    for (const row of rows) this.walk.open(row, false)
    this.secondary.delete(figure)
    for (const { row } of broken)
      this.proofs.set(
        row,
        (this.proofs.get(row) ?? []).filter((each) => !needsAny(each, rows)),
      )
    const first = this.openedFor.get(figure)
    const inOrder = broken.toSorted((a, b) => Number(b.row === first) - Number(a.row === first))
    this.barred = figure
    this.limit = before.cost
    const isProved = broken.length <= MOST_REDONE && inOrder.every((goal) => this.secure(goal, mayOpen))
    this.barred = undefined
    this.limit = Number.POSITIVE_INFINITY
    if (isProved && this.cost() < before.cost) return true
    for (const each of this.secondary)
      if (!before.secondary.has(each)) for (const row of this.rowsOf(each)) this.walk.open(row, false)
    for (const row of rows) this.walk.open(row)
    for (const [at, { row }] of broken.entries()) this.proofs.set(row, before.proofs[at] ?? [])
    this.secondary = before.secondary
    return false
  }

  /** The goals with a proof that needs one of the rows to be suppressed. */
  private goalsThatNeed(rows: readonly number[]): Goal[] {
    const some = new Set(rows.flatMap((row) => [...(this.neededBy.get(row) ?? [])]))
    return [...some]
      .filter((of) => this.proofs.get(of)?.some((each) => needsAny(each, rows)))
      .flatMap((of) => this.goals.get(of) ?? [])
  }

  /** Checks every proof once more, apart from the search, and that none is missing. */
  private recheck(): string[] {
    const holds = checker(this.joint, this.walk.isOpen)
    for (const [row, proof] of this.proofs)
      this.proofs.set(
        row,
        proof.filter(({ witness, only }) => holds(witness, only)),
      )
    return [...this.goals.values()].flatMap((goal) => (this.attackersLeft(goal).length > 0 ? [this.sentence(goal)] : []))
  }

  /** Names neither the area nor a count: that a sum is protected may already say that it is of few. */
  private sentence(goal: Goal): string {
    const { row } = goal
    const [attacker = PUBLIC] = this.attackersLeft(goal)
    const { level, use } = this.ask.table.cells[Math.floor(row / PARTS.length)] ?? {}
    const figure = use === 'watched' ? `a ${level} figure that is never shown` : `a ${level} figure`
    const by = attacker === PUBLIC ? 'a reader' : 'a contributor, who knows his own figures,'
    return `The ${PARTS[row % PARTS.length]} of ${figure} is not proved safe: ${by} might hold it to fewer than ${FEWEST_VALUES} values.`
  }
}

function needsAny({ needs }: Proved, rows: readonly number[]): boolean {
  return needs.some((each) => rows.includes(each))
}

/** The targets by row. */
function goalsOf({ targets }: JointSystem): Map<number, Goal> {
  const goals = new Map<number, Goal>()
  for (const { row, owner } of targets) {
    const goal = goals.get(row) ?? { row, isPublic: false, owners: [] }
    goals.set(row, owner === undefined ? { ...goal, isPublic: true } : { ...goal, owners: [...goal.owners, owner] })
  }
  return goals
}

function faultsOf({ table, policy, earlier, isInCatalogue }: JointAsk): string[] {
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
  const badLeaves = table.leaves.flatMap(({ owner, isAll, count: { numerator, denominator } }) => {
    const isGood = isCount(numerator) && isCount(denominator) && numerator <= denominator && (!isAll || numerator === denominator)
    return isGood && (table.kind === 'share' || numerator === 0)
      ? []
      : [`${owner} sent what is no count: a part of it is negative, not whole, or more than all of it.`]
  })
  if (badLeaves.length > 0) return badLeaves
  const seen = new Set<string>()
  return table.cells.flatMap((cell) => {
    const reasons: string[] = []
    if (seen.has(cell.id)) reasons.push(`${cell.id} is there twice.`)
    seen.add(cell.id)
    const all = [...cell.leaves, ...(cell.restLeaves ?? [])]
    if (all.some((leaf) => !table.leaves[leaf]) || new Set(all).size !== all.length)
      return [...reasons, `${cell.id} is not a sum of counts that were sent, each once.`]
    if (cell.use === 'published' && !isInCatalogue(cell)) reasons.push(`${cell.id} is not in the catalogue.`)
    const sum = (part: 'numerator' | 'denominator', leaves: readonly number[]) =>
      leaves.reduce((total, leaf) => total + (table.leaves[leaf]?.count[part] ?? 0), 0)
    const [numerator, denominator] = [sum('numerator', cell.leaves), sum('denominator', all)]
    if (cell.total && (cell.total.numerator !== numerator || cell.total.denominator !== denominator))
      reasons.push(`${cell.id} was sent with a total that its parts do not make.`)
    const before = earlier.get(cell.id)
    const isFrom = (shown: Shown, exact: number) => !isValue(shown) || shown.value === roundCount(exact, policy)
    if (before && !(isFrom(before.numerator, numerator) && isFrom(before.denominator, denominator)))
      reasons.push(`${cell.id} was published as something else than these counts give.`)
    // England is rounded alone, whatever a contributor asks for
    const floor =
      cell.level === 'england' ? 0 : all.reduce((most, leaf) => Math.max(most, table.leaves[leaf]?.floor ?? 0), policy.floor)
    const exact = { numerator, rest: denominator - numerator, denominator }
    const told = PARTS.some((part) => !isTruly(cell.told?.[part], exact[part], floor, policy))
    if (told) reasons.push(`${cell.id} is told elsewhere as something else than these counts give.`)
    return reasons
  })
}

/** Whether a live count is told so: nobody as 0, few as confidential, and the others rounded. */
function isTruly(shown: Shown | undefined, exact: number, floor: number, policy: DisclosurePolicy): boolean {
  if (!shown) return true
  const isFew = exact > 0 && exact < floor
  return isValue(shown) ? !isFew && shown.value === roundCount(exact, policy) : isFew || floor === 0
}
