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
  sensitiveParts,
} from './joint-table.ts'
import type { DisclosurePolicy } from './policy.ts'
import { type ProtectedCount, roundCount } from './protect.ts'
import { confidential, isValue, type Shown } from './shown.ts'
import { FEWEST_VALUES, type Insider, type Solve, type System } from './system.ts'
import { checker, PUBLIC, Walk, type Witness } from './witness.ts'

/** Why a part of a figure is not shown; for those inside only, as the mark itself carries no reason. */
export type Suppression = 'primary' | 'secondary'

export interface JointFigure extends ProtectedCount {
  readonly id: string
  readonly why: { readonly numerator?: Suppression; readonly denominator?: Suppression }
}

/** What was done, for those who prepare a publication. */
export interface JointReport {
  /** Pairs of a protected sum and an attacker, each with FEWEST_VALUES values shown to be possible. */
  readonly attacked: number
  /** Parts of figures that the rule about the single cell left open, and how many of them were suppressed after all. */
  readonly open: number
  readonly suppressed: number
  /** Of these, for what one contributor would learn of the others in the figure. */
  readonly forContributors: number
  /** The fewest that any repair must suppress, as far as is proved. */
  readonly atLeast: number
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
const COST: Readonly<Record<Level, number>> = { trust: 1, ics: 1.4, region: 2, england: 4 }

/** How long a search goes on before the solver is asked. */
const MOST_EFFORT = 64
/** A figure that more proofs than this lean on stays suppressed without a search for others. */
const MOST_REDONE = 60

interface Proof {
  readonly row: number
  readonly attacker: number
  readonly witnesses: readonly Witness[]
}

type FigurePart = 'numerator' | 'denominator'
const ROWS_OF: Readonly<Record<FigurePart, readonly (typeof PARTS)[number][]>> = {
  numerator: ['numerator', 'rest'],
  denominator: ['denominator'],
}

/** The repair of one table while it is under way. */
class Repair {
  private readonly ask: JointAsk
  private readonly joint: JointSystem
  private readonly walk: Walk
  private readonly proofs = new Map<string, Proof>()
  /** Suppressed for a neighbour, in order: cell and part. */
  private secondary: { readonly cell: number; readonly part: FigurePart }[] = []

  constructor(ask: JointAsk) {
    this.ask = ask
    this.joint = jointSystem(ask.table, ask.policy, ask.earlier)
    this.walk = new Walk(this.joint)
  }

  /** Suppresses until all is proved. Returns what could not be, in sentences. */
  run(): string[] {
    const unsafe: string[] = []
    for (const { row, owner } of this.joint.targets) {
      const attackers = owner === undefined ? [PUBLIC] : [owner]
      if (attackers.some((attacker) => !this.secure(row, attacker))) unsafe.push(this.sentence(row, owner))
    }
    if (unsafe.length === 0) this.showAgain()
    return unsafe.length > 0 ? unsafe : this.recheck()
  }

  result(): JointProtection {
    const { table, earlier, policy } = this.ask
    const hidden = new Set(this.secondary.map(({ cell, part }) => `${cell} ${part}`))
    const figures = table.cells.flatMap((cell, at): JointFigure[] => {
      if (cell.use === 'watched') return []
      const before = earlier.get(cell.id)
      if (before) return [{ id: cell.id, numerator: before.numerator, denominator: before.denominator, why: {} }]
      const primary = this.joint.figures[at]
      if (!primary) return []
      const isSecondary = (part: FigurePart) => hidden.has(`${at} ${part}`)
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
    return { kind: 'protected', figures, report: this.report(policy) }
  }

  private report(policy: DisclosurePolicy): JointReport {
    let [open, forContributors] = [0, 0]
    for (const [at, cell] of this.ask.table.cells.entries()) {
      const [figure, shares] = [this.joint.figures[at], this.joint.shares[at]]
      if (!figure || !shares || cell.use === 'watched' || this.ask.earlier.has(cell.id)) continue
      const isAlone = cell.level !== 'england' && cell.level !== 'trust' && shares.of.size < policy.fewestContributors
      const small = cell.level === 'england' ? [] : sensitiveParts(shares.count, shares.floor)
      const isOpen = { numerator: !isAlone && small.length === 0, denominator: !isAlone && !small.includes('denominator') }
      for (const part of ['numerator', 'denominator'] as const) {
        if (!isOpen[part] || (!isValue(figure[part]) && !figure.hidden[part])) continue
        open += 1
        if (figure.hidden[part]) forContributors += 1
      }
    }
    const suppressed = forContributors + this.secondary.length
    return { attacked: this.proofs.size, open, suppressed, forContributors, atLeast: forContributors }
  }

  /** Proves a row against the attacker and, from there, against every insider for whom that is no proof. */
  private secure(row: number, attacker: number): boolean {
    const proof = this.prove(row, attacker)
    if (!proof) return false
    if (attacker !== PUBLIC) return true
    const pool = [...proof.witnesses]
    return [...this.insidersLeft(proof)].every((insider) => {
      const own = this.fromPool(row, insider, pool) ?? this.prove(row, insider)
      for (const witness of own?.witnesses ?? []) if (!pool.includes(witness)) pool.push(witness)
      return own !== undefined
    })
  }

  /** A proof for the insider out of witnesses that were found for others; undefined when they are too few. */
  private fromPool(row: number, insider: number, pool: readonly Witness[]): Proof | undefined {
    const bySum = new Map<number, Witness>()
    const sumIn = this.walk.sumsIn(row)
    for (const witness of pool) if (this.walk.isWitnessFor(witness, insider)) bySum.set(sumIn(witness), witness)
    bySum.delete(this.walk.truthOf(row))
    if (bySum.size < FEWEST_VALUES - 1) return undefined
    return this.keep({ row, attacker: insider, witnesses: [...bySum.values()].slice(0, FEWEST_VALUES - 1) })
  }

  private keep(proof: Proof): Proof {
    this.proofs.set(`${proof.row} ${proof.attacker}`, proof)
    return proof
  }

  /** Insiders whose own knowledge breaks the public's witnesses, and to whom the others in the row are few. */
  private insidersLeft({ row, witnesses }: Proof): Set<number> {
    const against = new Set<number>()
    for (const witness of witnesses) this.walk.ownersAgainst(witness, against)
    against.delete(PUBLIC)
    return new Set([...against].filter((owner) => isSmallTo(this.joint, owner, row)))
  }

  /** Witnesses for the pair, after as many suppressions as it takes; undefined when nothing helps. */
  private prove(row: number, attacker: number): Proof | undefined {
    for (let effort = 1; effort <= MOST_EFFORT; ) {
      const witnesses = this.walk.witnesses(row, attacker, effort)
      if (witnesses.length >= FEWEST_VALUES - 1) return this.keep({ row, attacker, witnesses })
      const opened = this.walk.opening(row, attacker, (each) => this.costOf(each)) ?? this.allShownWith(row)
      if (opened.length === 0 && effort === MOST_EFFORT) break
      for (const each of opened) this.suppress(each)
      if (opened.length === 0) effort *= 4
    }
    return this.bySolver(row, attacker)
  }

  /** Asks the solver for a whole solution at each value near the truth. What it does not answer in time is no proof. */
  private bySolver(row: number, attacker: number): Proof | undefined {
    const { system, insider } = this.seenBy(attacker)
    const part = components(system, insider)(row)
    const truth = this.walk.truthOf(row)
    const own = system.rows[row]?.unknowns.reduce((sum, unknown) => sum + (insider?.knows.get(unknown) ?? 0), 0) ?? 0
    const sum = system.rows[row]?.unknowns.flatMap((unknown) => part.numberOf.get(unknown) ?? []) ?? []
    const witnesses: Witness[] = []
    for (const step of [1, -1, 2, -2, 3, -3, 4, -4]) {
      const value = truth + step - own
      if (value < 0 || witnesses.length >= FEWEST_VALUES - 1) continue
      const rows = [...part.rows, { unknowns: sum, least: value, most: value }]
      const answer = this.ask.solve({ unknowns: part.numberOf.size, sense: 'least', sum: [], rows })
      if (answer.kind !== 'proved') continue
      witnesses.push(
        Int32Array.from(
          [...part.numberOf].flatMap(([unknown, number]) => {
            const change = (answer.at[number] ?? 0) - (this.joint.truth[unknown] ?? 0)
            return change === 0 ? [] : [unknown, change]
          }),
        ),
      )
    }
    return witnesses.length >= FEWEST_VALUES - 1 ? this.keep({ row, attacker, witnesses }) : undefined
  }

  /** The system as it stands, and the attacker with what he knows. */
  private seenBy(attacker: number): { readonly system: System; readonly insider: Insider | undefined } {
    return knownTo(this.joint, this.walk.isOpen, attacker)
  }

  /** Every row still shown that shares an unknown with this one: the last resort, of which much is shown again later. */
  private allShownWith(row: number): number[] {
    const { rows } = this.joint.system
    const own = new Set(rows[row]?.unknowns)
    const isShown = (each: number) => this.walk.isOpen[each] === 0 && this.costOf(each) < Number.POSITIVE_INFINITY
    return [...rows.keys()].filter((each) => isShown(each) && rows[each]?.unknowns.some((unknown) => own.has(unknown)))
  }

  private costOf(row: number): number {
    const part = this.figurePartOf(row)
    const at = Math.floor(row / PARTS.length)
    const [cell, figure] = [this.ask.table.cells[at], this.joint.figures[at]]
    const isOpenable = cell && figure && cell.use === 'published' && !this.ask.earlier.has(cell.id) && isValue(figure[part])
    return isOpenable ? COST[cell.level] : Number.POSITIVE_INFINITY
  }

  private figurePartOf(row: number): FigurePart {
    return PARTS[row % PARTS.length] === 'denominator' ? 'denominator' : 'numerator'
  }

  private suppress(row: number): void {
    const [cell, part] = [Math.floor(row / PARTS.length), this.figurePartOf(row)]
    if (this.walk.isOpen[row] === 1) return
    for (const each of ROWS_OF[part]) this.walk.open(rowOf(cell, each))
    this.secondary.push({ cell, part })
  }

  /** Shows again, latest first, what all the proofs can do without. */
  private showAgain(): void {
    for (const each of this.secondary.toReversed())
      if (this.canShow(each)) this.secondary = this.secondary.filter((one) => one !== each)
  }

  private canShow({ cell, part }: { readonly cell: number; readonly part: FigurePart }): boolean {
    const rows = ROWS_OF[part].map((each) => rowOf(cell, each))
    for (const row of rows) this.walk.open(row, false)
    const before = new Map(this.proofs)
    const sums = rows.map((row) => ({ row, of: this.walk.sumsIn(row), truth: this.walk.truthOf(row) }))
    const touched: Proof[] = []
    const broken: Proof[] = []
    for (const proof of before.values()) {
      const changed = proof.witnesses.flatMap((witness) => sums.map(({ row, of, truth }) => ({ row, sum: of(witness), truth })))
      const moved = changed.filter(({ sum, truth }) => sum !== truth)
      if (moved.length > 0) touched.push(proof)
      if (moved.some(({ row, sum }) => !isWithin(sum, this.walk.boundsFor(row, proof.attacker)))) broken.push(proof)
    }
    const isProved =
      broken.length <= MOST_REDONE &&
      broken.every((proof) => this.redo(proof)) &&
      [...touched, ...broken].every((proof) => this.isForAll(proof))
    if (isProved) return true
    for (const row of rows) this.walk.open(row)
    this.proofs.clear()
    for (const [key, proof] of before) this.proofs.set(key, proof)
    return false
  }

  private redo({ row, attacker }: Proof): boolean {
    const witnesses = this.walk.witnesses(row, attacker)
    if (witnesses.length < FEWEST_VALUES - 1) return false
    this.keep({ row, attacker, witnesses })
    return true
  }

  /** Whether a proof for the public has one beside it for each insider whom it is none against, found now if need be. */
  private isForAll({ row, attacker }: Proof): boolean {
    const proof = this.proofs.get(`${row} ${attacker}`)
    if (attacker !== PUBLIC || !proof) return true
    return [...this.insidersLeft(proof)].every(
      (insider) =>
        this.proofs.has(`${row} ${insider}`) ||
        this.fromPool(row, insider, proof.witnesses) !== undefined ||
        this.redo({ row, attacker: insider, witnesses: [] }),
    )
  }

  /** Checks every proof once more, apart from the search, and that none is missing. */
  private recheck(): string[] {
    const holds = checker(this.joint, this.walk.isOpen)
    const isProof = ({ row, attacker, witnesses }: Proof) =>
      witnesses.every((witness) => holds(witness, attacker)) &&
      new Set(witnesses.map((witness) => this.walk.sumIn(witness, row))).size >= FEWEST_VALUES - 1
    return this.joint.targets.flatMap(({ row, owner }) => {
      const first = this.proofs.get(`${row} ${owner ?? PUBLIC}`)
      if (!first || !isProof(first)) return [this.sentence(row, owner)]
      if (owner !== undefined) return []
      return this.joint.owners.flatMap((_, insider) => {
        if (!isSmallTo(this.joint, insider, row)) return []
        const own = this.proofs.get(`${row} ${insider}`)
        return isProof(own ?? { ...first, attacker: insider }) ? [] : [this.sentence(row, insider)]
      })
    })
  }

  private sentence(row: number, owner: number | undefined): string {
    const cell = this.ask.table.cells[Math.floor(row / PARTS.length)]?.id
    const to = owner === undefined ? 'a reader' : `${this.joint.owners[owner]}, which knows its own figures,`
    return `The ${PARTS[row % PARTS.length]} of ${cell} is not proved safe: ${to} might hold it to fewer than ${FEWEST_VALUES} values.`
  }
}

function isWithin(sum: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return sum >= least && sum <= most
}

function faultsOf({ table, policy, earlier, isInCatalogue }: JointAsk): string[] {
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
  const badLeaves = table.leaves.flatMap(({ owner, count: { numerator, denominator } }) => {
    const isGood = isCount(numerator) && isCount(denominator) && numerator <= denominator
    return isGood && (table.kind === 'share' || numerator === 0)
      ? []
      : [`${owner} sent ${numerator} of ${denominator}, which is no count.`]
  })
  if (badLeaves.length > 0) return badLeaves
  const seen = new Set<string>()
  return table.cells.flatMap((cell) => {
    const reasons: string[] = []
    if (seen.has(cell.id)) reasons.push(`${cell.id} is there twice.`)
    seen.add(cell.id)
    if (cell.leaves.some((leaf) => !table.leaves[leaf]) || new Set(cell.leaves).size !== cell.leaves.length)
      return [...reasons, `${cell.id} is not a sum of counts that were sent, each once.`]
    if (cell.use === 'published' && !isInCatalogue(cell)) reasons.push(`${cell.id} is not in the catalogue.`)
    const sum = (part: 'numerator' | 'denominator') =>
      cell.leaves.reduce((total, leaf) => total + (table.leaves[leaf]?.count[part] ?? 0), 0)
    const [numerator, denominator] = [sum('numerator'), sum('denominator')]
    if (cell.total && (cell.total.numerator !== numerator || cell.total.denominator !== denominator))
      reasons.push(
        `${cell.id} was sent as ${cell.total.numerator} of ${cell.total.denominator}, but its parts make ${numerator} of ${denominator}.`,
      )
    const before = earlier.get(cell.id)
    const isFrom = (shown: Shown, exact: number) => !isValue(shown) || shown.value === roundCount(exact, policy)
    if (before && !(isFrom(before.numerator, numerator) && isFrom(before.denominator, denominator)))
      reasons.push(`${cell.id} was published as something else than these counts give.`)
    return reasons
  })
}
