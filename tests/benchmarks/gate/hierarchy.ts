import type { Insiders, JointCell, JointLeaf, JointTable, Level } from '@oh/disclosure'
import type { Chance } from './chance.ts'

/** A made-up federation with grids: so many months of so many trusts, each in an ICS, a region and, maybe, a later ICS. */
export interface Shape {
  /** Trust, ICS and England, or with a region between. */
  readonly levels: 3 | 4
  /** Organisation and staff group, or with the reason as a third. */
  readonly dimensions: 2 | 3
  /** Of the numerators of the finest figures that are shown of one trust. */
  readonly meanCount: number
  readonly trusts: number
  readonly months: number
}

interface Place {
  readonly trust: number
  readonly areas: readonly { readonly level: Level; readonly code: string }[]
  readonly size: number
}

interface Spot {
  readonly place: Place
  readonly month: number
  readonly group: number
  readonly reason: number
}

const TRUSTS_AN_ICS = 3
const ICS_A_REGION = 2

/** The n-th of the random hierarchies: sizes and means spread over what the goals name. */
export function shapeOf(n: number, chance: Chance): Shape {
  return {
    levels: n % 2 === 0 ? 3 : 4,
    dimensions: n % 4 < 2 ? 2 : 3,
    meanCount: 5 + chance.below(56),
    trusts: 5 + chance.below(5),
    months: 12,
  }
}

/** The counts, and every figure that would be published of them in a year: months, quarters and the year. */
export function hierarchy(shape: Shape, chance: Chance): JointTable {
  const places = Array.from({ length: shape.trusts }, (_, trust) => placeOf(trust, shape, chance))
  const [groups, reasons] = [3, shape.dimensions === 3 ? 2 : 1]
  const share = 0.15 + 0.7 * chance.unit()
  const weights = Array.from({ length: groups * reasons }, () => 0.3 + 1.4 * chance.unit())
  const spots: Spot[] = []
  const leaves: JointLeaf[] = []
  for (const place of places)
    for (let grid = 0; grid < weights.length; grid += 1) {
      const isEmpty = chance.unit() < 0.05
      for (let month = 0; month < shape.months; month += 1) {
        const mean = isEmpty ? 0 : ((shape.meanCount * (weights[grid] ?? 1)) / 12) * place.size
        const numerator = chance.poisson(mean)
        const rest = chance.poisson((mean * (1 - share)) / share)
        spots.push({ place, month, group: grid % groups, reason: Math.floor(grid / groups) })
        leaves.push({ owner: `T${place.trust}`, count: { numerator, denominator: numerator + rest } })
      }
    }
  const table: JointTable = { kind: 'share', leaves, cells: cellsOf(spots, shape), insiders: insidersOf(shape, chance) }
  return chance.below(4) === 0 ? handedOver(table, spots, chance.below(shape.trusts), 1 + chance.below(shape.months - 1)) : table
}

/** The same, where a service that has served a trust until a month knows what the trust counted until then, and no more. */
function handedOver(table: JointTable, spots: readonly Spot[], trust: number, month: number): JointTable {
  const [all, until] = [`T${trust}`, `T${trust} before`]
  const isBefore = (leaf: number) => spots[leaf]?.place.trust === trust && (spots[leaf]?.month ?? 0) < month
  const services = (table.insiders ?? []).map(({ name, owners }) => ({
    name,
    owners: owners.map((owner) => (owner === all ? until : owner)),
  }))
  return {
    ...table,
    leaves: table.leaves.map((leaf, at) => (isBefore(at) ? { ...leaf, owner: until } : leaf)),
    insiders: [...services, { name: all, owners: [until, all] }],
  }
}

/** In two hierarchies of three somebody knows the counts of two or three trusts, wherever they are, and in some two do. */
function insidersOf({ trusts }: Shape, chance: Chance): Insiders[] {
  return Array.from({ length: chance.below(3) }, (_, group): Insiders => {
    const members = new Set(Array.from({ length: 2 + chance.below(2) }, () => `T${chance.below(trusts)}`))
    return { name: `service ${group}`, owners: [...members] }
  })
}

function placeOf(trust: number, { levels, trusts }: Shape, chance: Chance): Place {
  const ics = Math.floor(trust / TRUSTS_AN_ICS)
  // a later boundary moves every fifth trust to the next ICS
  const later = trust % 5 === 4 ? (ics + 1) % Math.ceil(trusts / TRUSTS_AN_ICS) : ics
  const region = Math.floor(ics / ICS_A_REGION)
  return {
    trust,
    size: 0.4 + 1.6 * chance.unit() * chance.unit() + 0.5 * chance.unit(),
    areas: [
      { level: 'trust', code: `T${trust}` },
      { level: 'ics', code: `I${ics}` },
      ...(trusts > 2 * TRUSTS_AN_ICS && levels === 4 ? [{ level: 'ics' as const, code: `J${later}` }] : []),
      ...(levels === 4 ? [{ level: 'region' as const, code: `R${region}` }] : []),
      { level: 'england', code: 'ENG' },
    ],
  }
}

/** What is published, by level: the whole by month (a trust by quarter), the grid more coarsely. */
function cellsOf(spots: readonly Spot[], { dimensions }: Shape): JointCell[] {
  const cells = new Map<string, { level: Level; leaves: number[]; use: JointCell['use'] }>()
  for (const [leaf, { place, month, group, reason }] of spots.entries()) {
    const periods = { month: `M${month}`, quarter: `Q${Math.floor(month / 3)}`, year: 'Y' }
    for (const { level, code } of place.areas)
      for (const { grid, by } of grids(level, dimensions))
        for (const period of by) {
          const where = { whole: '', group: ` g${group}`, reason: ` r${reason}`, both: ` g${group} r${reason}` }[grid]
          const id = `${code} ${periods[period]}${where}`
          const use = level === 'trust' && period === 'month' ? 'watched' : 'published'
          const cell = cells.get(id) ?? { level, leaves: [], use }
          cell.leaves.push(leaf)
          cells.set(id, cell)
        }
  }
  return [...cells].map(([id, cell]) => ({ id, ...cell }))
}

type Grid = 'whole' | 'group' | 'reason' | 'both'
type By = readonly ('month' | 'quarter' | 'year')[]

function grids(level: Level, dimensions: 2 | 3): { readonly grid: Grid; readonly by: By }[] {
  const finest: By = level === 'trust' || level === 'ics' ? ['year'] : ['quarter', 'year']
  const single: By = level === 'trust' ? ['year'] : ['quarter', 'year']
  return [
    { grid: 'whole', by: ['month', 'quarter', 'year'] },
    { grid: 'group', by: single },
    ...(dimensions === 3
      ? [
          { grid: 'reason' as const, by: single },
          { grid: 'both' as const, by: finest },
        ]
      : []),
  ]
}
