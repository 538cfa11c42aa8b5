import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type Month, monthsOf, type Period, type PeriodKind, periodKind, periodOf } from '@oh/kernel'
import { dataFolderAt, keyFilesOf } from '@oh/local'
import postgres from 'postgres'
import { signAccessToken } from '../../../infra/local/src/identity/access-token.ts'
import { figuresReadBy, type GridFigureRead, gridsReadBy } from '../../attack/crawl.ts'
import { exactCountsIn } from '../../attack/exact-counts.ts'
import type { FigureRead } from '../../attack/figures.ts'
import { type ExactCounts, guessedRight, insider, truthOf } from '../../attack/judge.ts'
import { PUBLIC } from '../../attack/recover.ts'
import { FAMILIES, GRID_FAMILIES, type Knowledge, knowledgeOf, monthsSent } from '../../attack/what-is-told.ts'
import { type Caller, postGraphql } from '../../network/caller.ts'
import { databaseUrl } from '../../network/database-url.ts'
import type { Bench, BenchRun, Figures } from '../bench.ts'
import { newPlace } from '../federation.ts'
import type { CrawlAttack, CrawlOutcome, CrawlTotals } from './crawl-attack.ts'
import { inThreads } from './in-threads.ts'

const ATTACKS = new URL('./crawl-worker.ts', import.meta.url)
/** One of two trusts in its system, and one of four. */
const INSIDERS = ['RWE', 'RX1']
const TOO_OFTEN = 'TOO_MANY_REQUESTS'
const PAUSE_MS = 200

/** Everything that a reader can fetch of the seeded federation, attacked from the answers alone. */
export const gateCrawlBench: Bench = {
  name: 'gate-crawl',
  about: 'what the national lead can fetch of all publications, attacked from the answers alone; figures shown, by level',
  withinSeconds: 4 * 3_600,
  targets: [
    { figure: 'exact', atMost: 0 },
    { figure: 'narrow', atMost: 0 },
    { figure: 'unproved', atMost: 0 },
  ],
  async run(run) {
    using place = await newPlace()
    await using federation = await place.start(run.signal)
    run.say(`ready after ${federation.seconds.toFixed(0)} s`)
    const reader = readerOf(federation, 'national-lead')
    const figures = [...(await figuresReadBy(reader)).values()]
    const grids = [...(await gridsReadBy(reader, areasIn(figures), quartersIn(figures))).values()]
    run.say(`${figures.length} figures were read, and ${grids.length} by staff group or reason`)
    const shares = shownByLevel(figures)
    for (const [what, value] of Object.entries(shares)) run.say(`${what} ${value.toPrecision(4)}`)
    const sql = postgres(await databaseUrl(dataFolderAt(federation.data), 'rollup'), { max: 1 })
    const exact = await exactCountsIn(sql).finally(() => sql.end())
    const attacks = [...attacksOn(figures, exact), ...attacksOnGrids(figures, grids, exact)]
    return { figures: figures.length, gridFigures: grids.length, ...shares, ...(await attacked(run, attacks)) }
  },
}

/** Asks as people do, and once more after a moment where it is told that it asks too often. */
function readerOf({ gateway, identity, data }: { gateway: string; identity: string; data: string }, person: string): Caller {
  const key: unknown = JSON.parse(readFileSync(keyFilesOf(dataFolderAt(data), 'identity').signingKeyFile, 'utf8'))
  const ask: Caller['ask'] = async (document, variables) => {
    for (;;) {
      const authorization = `Bearer ${await signAccessToken(key, identity, person, Date.now())}`
      const answer = await postGraphql(gateway, { authorization }, document, variables)
      if (answer.errors.every(({ extensions }) => extensions?.code !== TOO_OFTEN)) return answer
      await wait(PAUSE_MS)
    }
  }
  const get: Caller['get'] = async (document, variables) => {
    const { data: answered, errors } = await ask(document, variables)
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
    return answered
  }
  return { ask, get }
}

/** The share of the figures of people with a contributor of which nothing is hidden, by level and length of period. */
function shownByLevel(figures: readonly FigureRead[]): Figures {
  const shares: Record<string, number> = {}
  for (const level of ['trust', 'ics', 'region', 'england'] as const)
    for (const kind of ['month', 'quarter', 'year'] as const) {
      const own = figures.filter(
        (each) => each.level === level && each.contributors > 0 && !isOfPosts(each) && periodKind(each.period as Period) === kind,
      )
      const shown = own.filter(({ numerator, denominator }) => numerator.mark !== 'c' && denominator.mark !== 'c')
      if (own.length === 0) continue
      shares[`${level} ${kind} figures`] = own.length
      shares[`${level} ${kind} shown`] = shown.length / own.length
    }
  return shares
}

const isOfPosts = ({ measure }: FigureRead): boolean => measure === 'clinical-wte-per-1000'

const areasIn = (figures: readonly FigureRead[]) => [
  ...new Map(figures.map(({ level, area }) => [`${level} ${area}`, { level, area }] as const)).values(),
]
const periodsIn = (figures: readonly FigureRead[], kind: PeriodKind) =>
  [...new Set(figures.map(({ period }) => period as Period))].filter((period) => periodKind(period) === kind)
const quartersIn = (figures: readonly FigureRead[]) => periodsIn(figures, 'quarter')

/** The public and whoever guesses what each mark stands for attack every year, and single trusts the newest. */
function attacksOn(figures: readonly FigureRead[], exact: ExactCounts): CrawlAttack[] {
  const sent = monthsSent(figures)
  const closed = periodsIn(figures, 'month') as Month[]
  const years = [...new Set(closed.map((month) => periodOf('year', month)))].toSorted().toReversed()
  return years.flatMap((year) =>
    FAMILIES.flatMap((family) => {
      const months = monthsOf(year).filter((month) => closed.includes(month))
      const knowledge = knowledgeOf(family, months, figures, sent)
      return attacksOf(`${year} ${family.name}`, knowledge, exact, year === years[0] ? INSIDERS : [])
    }),
  )
}

/** The same of each quarter that has grids, beside all that is told of the whole in it. */
function attacksOnGrids(figures: readonly FigureRead[], grids: readonly GridFigureRead[], exact: ExactCounts): CrawlAttack[] {
  const sent = monthsSent(figures)
  return quartersIn(grids).flatMap((quarter) =>
    GRID_FAMILIES.flatMap((family) => {
      const knowledge = knowledgeOf(family, monthsOf(quarter), [...figures, ...grids], sent)
      return attacksOf(`${quarter} ${family.name}`, knowledge, exact, [])
    }),
  )
}

function attacksOf(what: string, knowledge: Knowledge, exact: ExactCounts, insiders: readonly string[]): CrawlAttack[] {
  const truth = truthOf(knowledge, exact)
  return [
    { what, truth, knowledge, attacker: PUBLIC },
    { what, truth, knowledge: guessedRight(knowledge, truth), attacker: { ...PUBLIC, name: 'one who guesses' } },
    ...insiders.map((trust) => ({ what, truth, knowledge, attacker: insider(trust, knowledge, truth) })),
  ]
}

async function attacked({ say, signal }: BenchRun, attacks: readonly CrawlAttack[]): Promise<Figures> {
  const totals: CrawlTotals = { attacked: 0, exact: 0, narrow: 0, unproved: 0, ofNobody: 0, asked: 0 }
  await inThreads<CrawlAttack, CrawlOutcome>(ATTACKS, attacks, signal, (outcome, done) => {
    const by = `${outcome.what}, ${outcome.attacker}`
    for (const found of outcome.found) say(`FOUND in ${by}: ${found}`)
    say(`${done} of ${attacks.length}: ${by}: ${JSON.stringify(outcome.totals)} in ${outcome.seconds.toFixed(1)} s`)
    for (const key of Object.keys(totals) as (keyof CrawlTotals)[]) totals[key] += outcome.totals[key]
  })
  return totals
}
