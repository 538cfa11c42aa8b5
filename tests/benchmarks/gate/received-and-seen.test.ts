import { attack, isValue, type JointCell, type JointTable, type ProtectedCount, type System, UNBOUNDED } from '@oh/disclosure'
import type { LondonDate, Month, TrustCode } from '@oh/kernel'
import type { Count, MeasureId } from '@oh/measures'
import { isOpen, trusts } from '@oh/organisations'
import { expect, it } from 'vitest'
import { idOf } from '../../../services/rollup/src/publications/cell-name.ts'
import type { Contribution } from '../../../services/rollup/src/publications/make-cells.ts'
import { populationYears, type YearAsk } from '../../../services/rollup/src/publications/population-year.ts'
import { openSolver } from '../../../services/rollup/src/publications/solver.ts'
import { weighPopulation } from '../../../services/rollup/src/publications/weigh-population.ts'
import { cellsOfYear } from '../../../services/rollup/src/publications/year-cells.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { type Reading, type ReadRow, readersOf, readingOf } from './reader.ts'
import { wander } from './wander.ts'

const SEEN = 'seen-within-10'
const RECEIVED = 'received-seen-within-10'
const MEASURES: readonly MeasureId[] = [SEEN, RECEIVED]
const MONTHS = ['2026-04', '2026-05', '2026-06'] as Month[]
const LAST_DAY = '2026-06-30' as LondonDate
const solve = await openSolver(60)

/** Referrals of trusts and months, each person once: who crossed into the month, who was seen within it, and who was late. */
interface People {
  readonly truth: number[]
  readonly ownerOf: string[]
  readonly sent: Contribution[]
  /** By measure, for each contribution: the unknowns of those in time, and those of the late ones. */
  readonly unknowns: Readonly<Record<string, { readonly inTime: number[]; readonly late: number[] }[]>>
}

/** Small services of three ICSs: in many months hardly anybody, and in some nobody. */
function smallServices(chance: Chance, mean: number): People {
  const people: People = { truth: [], ownerOf: [], sent: [], unknowns: { [SEEN]: [], [RECEIVED]: [] } }
  const codes = ['QJG', 'QK1', 'QYG'].flatMap((ics) =>
    trusts()
      .filter((trust) => trust.ics['2026'] === ics && isOpen(trust, LAST_DAY))
      .slice(0, 4),
  )
  for (const { code: employer } of codes) {
    const size = mean * (0.3 + 2 * chance.unit() * chance.unit())
    const [cross, late] = [0.1 + 0.5 * chance.unit(), 0.1 + chance.unit()]
    const group = (count: number) => people.ownerOf.push(employer) && people.truth.push(count) - 1
    let before = group(chance.poisson(size * (1 - cross)))
    for (const month of MONTHS) {
      const quiet = chance.unit() < 0.25 ? 0 : 1
      const [crossed, within] = [group(chance.poisson(size * cross * quiet)), group(chance.poisson(size * (1 - cross) * quiet))]
      const [seenLate, receivedLate] = [group(chance.poisson(size * late)), group(chance.poisson(size * late))]
      const count = (inTime: number[], lateOnes: number): Count => {
        const numerator = inTime.reduce((sum, each) => sum + (people.truth[each] ?? 0), 0)
        return { numerator, denominator: numerator + (people.truth[lateOnes] ?? 0) }
      }
      const counts = new Map([
        [SEEN, count([crossed, within], seenLate)],
        [RECEIVED, count([crossed, before], receivedLate)],
      ])
      people.sent.push({ employer: employer as TrustCode, month, floor: 8, counts })
      people.unknowns[SEEN]?.push({ inTime: [crossed, within], late: [seenLate] })
      people.unknowns[RECEIVED]?.push({ inTime: [crossed, before], late: [receivedLate] })
      before = within
    }
  }
  return people
}

const yearOf = (sent: readonly Contribution[]): YearAsk => ({ months: MONTHS, sent, earlier: [], senders: [] })

/** Everything that is published of both measures, by the name of its figure. */
function published(sent: readonly Contribution[]): ReadonlyMap<string, ProtectedCount> {
  const ask = yearOf(sent)
  const years = populationYears(ask, cellsOfYear(ask)).filter(({ table }) => table.leaves.length > 0)
  const figures = years.flatMap((year) => {
    const done = weighPopulation(year, solve, () => 0)
    if (done.kind === 'refused') throw new Error(done.reasons.join(' '))
    return done.figures
  })
  return new Map(figures.map((figure) => [figure.id, figure]))
}

/** As if the two measures had nothing to do with each other. */
function publishedApart(sent: readonly Contribution[]): ReadonlyMap<string, ProtectedCount> {
  const only = (measure: MeasureId) =>
    sent.map((each) => ({ ...each, counts: new Map([...each.counts].filter(([id]) => id === measure)) }))
  return new Map(MEASURES.flatMap((measure) => [...published(only(measure))]))
}

/** The figures of one measure as a reader sees them, and the months of trusts, which he must not find out. */
function tableOf(sent: readonly Contribution[], measure: MeasureId): JointTable {
  const cells = cellsOfYear(yearOf(sent)).filter(({ frame, count }) => frame.measure === measure && count !== undefined)
  const leavesOf = (employers: readonly string[], period: string) =>
    sent.flatMap(({ employer, month }, leaf) =>
      employers.includes(employer) && (period === month || period.includes('Q')) ? [leaf] : [],
    )
  const shown = cells.map(
    ({ frame, employers }): JointCell => ({
      ...{ id: idOf(frame), level: frame.level, use: 'published', leaves: leavesOf(employers, frame.period) },
    }),
  )
  const watched = sent.map(
    ({ employer, month }, leaf): JointCell => ({
      id: `${measure} ${employer} ${month}`,
      level: 'trust',
      use: 'watched',
      leaves: [leaf],
    }),
  )
  const leaves = sent.map(({ employer, counts }) => ({ owner: employer, count: counts.get(measure) as Count }))
  return { kind: 'share', leaves, cells: [...shown, ...watched] }
}

/** What each reader finds out who knows that both measures count the same people. */
function found({ truth, ownerOf, sent, unknowns }: People, figures: ReadonlyMap<string, ProtectedCount>, chance: Chance) {
  const tables = MEASURES.map((measure) => ({ measure, table: tableOf(sent, measure) }))
  return readersOf(tables[0]?.table as JointTable).flatMap((reader) => {
    const rows: ReadRow[] = []
    const secrets: number[] = []
    for (const { measure, table } of tables) {
      const reading = readingOf(table, figures, reader)
      const [from, of] = [rows.length, unknowns[measure] ?? []]
      const people = (unknown: number) => of[unknown >> 1]?.[unknown % 2 === 0 ? 'inTime' : 'late'] ?? []
      rows.push(...reading.rows.map((row) => ({ ...row, unknowns: row.unknowns.flatMap(people) })))
      secrets.push(...reading.secrets.map((secret) => from + secret))
    }
    // nobody of many is shown as 0, and so are the parts of it that are never shown, of either measure
    const told = new Set(rows.flatMap((row) => (row.most === 0 ? row.unknowns : [])))
    const isOpen = (row: number) =>
      !/20\d\d-\d\d (numerator|rest|denominator)$/.test(rows[row]?.id ?? '') ||
      !rows[row]?.unknowns.every((each) => told.has(each))
    const isKnown = Uint8Array.from(ownerOf, (owner) => (reader.contributors.includes(owner) ? 1 : 0))
    const reading: Reading = { name: reader.name, rows, truth, ownerOf, isKnown, secrets: secrets.filter(isOpen) }
    return [...wander(reading, chance).keys()].flatMap((row) => {
      const verdict = verdictOn(reading, row)
      return verdict === 'wide' ? [] : [`${reader.name}: ${rows[row]?.id} ${verdict}`]
    })
  })
}

function verdictOn({ name, rows, truth, isKnown }: Reading, row: number) {
  const bounded = rows.map(({ unknowns, least, most }) => ({ unknowns, least, most: Math.min(most, UNBOUNDED) }))
  const system: System = { unknowns: truth.length, rows: bounded, protectedRows: [row] }
  const knows = new Map([...truth.entries()].filter(([unknown]) => isKnown[unknown] === 1))
  return attack(system, knows.size > 0 ? [{ name, knows, instead: new Map() }] : [], solve).at(-1)?.verdict ?? 'unproved'
}

/** Of each, what gives somebody away where the two measures are weighed as if they had nothing to do with each other. */
const MADE_UP = [
  [10, 0.5],
  [5, 2],
] as const

it.each(MADE_UP)('nobody is found who is in both measures, in federation %d', (seed, mean) => {
  const people = smallServices(chanceFrom(seed), mean)
  expect(found(people, publishedApart(people.sent), chanceFrom(1)).length).toBeGreaterThan(0)
  expect(found(people, published(people.sent), chanceFrom(1))).toEqual([])
})

it('nobody is found where services are larger, and more is shown', () => {
  const people = smallServices(chanceFrom(12), 12)
  const figures = published(people.sent)
  expect([...figures.values()].filter(({ numerator }) => isValue(numerator)).length).toBeGreaterThan(20)
  expect(found(people, figures, chanceFrom(1))).toEqual([])
})
