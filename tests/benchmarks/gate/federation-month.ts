import { catalogueRow, type JointCell, type JointLeaf, type JointTable, type Level } from '@oh/disclosure'
import { type Month, monthsOf, type Period, type PeriodKind, periodOf } from '@oh/kernel'
import { MEASURES, type Measure } from '@oh/measures'
import { type Trust, trusts } from '@oh/organisations'
import { type Chance, chanceFrom } from './chance.ts'

/** Made-up people a month for each 1,000 staff, and the share of them that the numerator counts. */
const RATES: Readonly<Record<string, readonly [perThousand: number, share: number]>> = {
  'seen-within-10': [4, 0.65],
  'received-seen-within-10': [4, 0.6],
  'waiting-over-10': [3, 0.3],
  'report-within-2': [4, 0.7],
  'did-not-attend': [15, 0.1],
  'cancelled-late': [16, 0.07],
  'escalation-in-target': [0.5, 0.8],
}
const ESCALATIONS_PER_THOUSAND = 0.6

/** One table for each measure about people, as the months of a financial year stand; counts differ by seed alone. */
export function federationTables(months: readonly Month[], some: readonly Trust[] = trusts()): JointTable[] {
  const people = MEASURES.filter(({ counts }) => counts === 'people')
  return people.map((measure, at) => tableOf(measure, months, some, chanceFrom(4_000 + at)))
}

function tableOf(measure: Measure, months: readonly Month[], some: readonly Trust[], chance: Chance): JointTable {
  const [perThousand, share] = RATES[measure.id] ?? [ESCALATIONS_PER_THOUSAND, 0]
  const leaves: JointLeaf[] = []
  const cells = new Map<string, { level: Level; leaves: number[]; use: JointCell['use'] }>()
  const [first] = months
  // the whole year is drawn, so that a month has the same counts however many months stand
  const year = first ? monthsOf(periodOf('year', first)) : []
  for (const trust of some)
    for (const month of year) {
      const mean = (perThousand * trust.staffFte) / 1_000
      const numerator = chance.poisson(mean * share)
      const denominator = numerator + chance.poisson(mean * (1 - share))
      if (!months.includes(month)) continue
      const leaf = leaves.push({ owner: trust.code, count: { numerator, denominator } }) - 1
      for (const { level, code } of areasOf(trust))
        for (const period of periodsWith(month, months, measure)) {
          const isShown = catalogueRow(measure.id, level, period) !== undefined
          if (!isShown && !(level === 'trust' && period === month)) continue
          const id = `${code} ${period}`
          const cell = cells.get(id) ?? { level, leaves: [], use: isShown ? 'published' : 'watched' }
          cell.leaves.push(leaf)
          cells.set(id, cell)
        }
    }
  return { kind: share === 0 ? 'whole' : 'share', leaves, cells: [...cells].map(([id, cell]) => ({ id, ...cell })) }
}

/** Where a trust counts: itself, its ICS in both editions, its region and England. */
function areasOf({ code, ics, region }: Trust): { readonly level: Level; readonly code: string }[] {
  return [
    { level: 'trust', code },
    { level: 'ics', code: `2022 ${ics['2022']}` },
    { level: 'ics', code: `2026 ${ics['2026']}` },
    { level: 'region', code: region },
    { level: 'england', code: 'ENG' },
  ]
}

/** The month, and the longer periods that are over and that it is a part of: of what stands, only as their last month. */
function periodsWith(month: Month, months: readonly Month[], { over }: Measure): Period[] {
  const kinds: readonly PeriodKind[] = ['month', 'quarter', 'year']
  return kinds
    .map((kind) => periodOf(kind, month))
    .filter((period) => {
      const within = monthsOf(period)
      const isOver = within.every((each) => months.includes(each))
      return isOver && (over.numerator === 'sum' || within.at(-1) === month)
    })
}
