import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type Month, monthsOf, type Period, type PeriodKind, periodKind, periodOf } from '@oh/kernel'
import { dataFolderAt, keyFilesOf } from '@oh/local'
import postgres from 'postgres'
import { signAccessToken } from '../../../infra/local/src/identity/access-token.ts'
import { figuresReadBy, type GridFigureRead, gridsReadBy } from '../../attack/crawl.ts'
import { exactCountsIn } from '../../attack/exact-counts.ts'
import type { FigureRead } from '../../attack/figures.ts'
import { type ExactCounts, guessedRight, insider, shownNaively, truthOf } from '../../attack/judge.ts'
import { PUBLIC } from '../../attack/recover.ts'
import { FAMILIES, GRID_FAMILIES, type Knowledge, knowledgeOf, monthsSent } from '../../attack/what-is-told.ts'
import { type Caller, postGraphql } from '../../network/caller.ts'
import { databaseUrl } from '../../network/database-url.ts'
import type { Bench, BenchRun, Figures } from '../bench.ts'
import { newPlace } from '../federation.ts'
import type { CrawlAttack, CrawlOutcome, CrawlTotals } from './crawl-attack.ts'
import { inThreads } from './in-threads.ts'

const ATTACKS = new URL('./crawl-worker.ts', import.meta.url)
/** One of two in its system, and one of four: of a grid an attack takes half a minute. */
const SOME_TRUSTS = ['RWE', 'RX1']
const TOLD_EVERY = 25
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
    { figure: 'naiveFound', atLeast: 1 },
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
    const totals = await attacked(run, attacks)
    // whoever finds nobody must be seen to find somebody where there is somebody to be found
    const { exact: naiveExact, narrow: naiveNarrow } = await attacked(run, attacksOnNaive(figures, exact))
    return {
      ...{ figures: figures.length, gridFigures: grids.length, ...shares },
      ...{ attacks: attacks.length, ...totals, naiveFound: naiveExact + naiveNarrow },
    }
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

const yearsIn = (figures: readonly FigureRead[]) =>
  [...new Set(periodsIn(figures, 'month').map((month) => periodOf('year', month as Month)))].toSorted().toReversed()

/** The public and whoever guesses what each mark stands for attack every year, and every trust by itself the newest. */
function attacksOn(figures: readonly FigureRead[], exact: ExactCounts): CrawlAttack[] {
  const sent = monthsSent(figures)
  const [newest] = yearsIn(figures)
  return yearsIn(figures).flatMap((year) =>
    FAMILIES.flatMap((family) => {
      const knowledge = knowledgeOf(family, monthsWithin(year, figures), figures, sent)
      return attacksOf(`${year} ${family.name}`, knowledge, exact, year === newest ? [...sent.keys()] : [])
    }),
  )
}

const monthsWithin = (year: Period, figures: readonly FigureRead[]): Month[] => {
  const closed = periodsIn(figures, 'month')
  return monthsOf(year).filter((month) => closed.includes(month))
}

/** The public, whoever guesses and some trusts attack each quarter's grids, beside all that is told of the whole in it. */
function attacksOnGrids(figures: readonly FigureRead[], grids: readonly GridFigureRead[], exact: ExactCounts): CrawlAttack[] {
  const sent = monthsSent(figures)
  return quartersIn(grids).flatMap((quarter) =>
    GRID_FAMILIES.flatMap((family) => {
      const knowledge = knowledgeOf(family, monthsOf(quarter), [...figures, ...grids], sent)
      return attacksOf(`${quarter} ${family.name}`, knowledge, exact, SOME_TRUSTS)
    }),
  )
}

/** The newest year as a gate would show it that looks at each figure by itself. */
function attacksOnNaive(figures: readonly FigureRead[], exact: ExactCounts): CrawlAttack[] {
  const sent = monthsSent(figures)
  const [newest] = yearsIn(figures)
  if (!newest) return []
  return FAMILIES.map((family) => {
    const months = monthsWithin(newest, figures)
    const knowledge = knowledgeOf(family, months, figures, sent)
    const truth = truthOf(knowledge, exact)
    const shown = [...shownNaively(figures, knowledge, truth), ...figures.filter(isOfPosts)]
    const naive = guessedRight(knowledgeOf(family, months, shown, sent), truth)
    return { what: `naive ${newest} ${family.name}`, truth, knowledge: naive, attacker: PUBLIC }
  })
}

function attacksOf(what: string, knowledge: Knowledge, exact: ExactCounts, insiders: readonly string[]): CrawlAttack[] {
  const truth = truthOf(knowledge, exact)
  return [
    { what, truth, knowledge, attacker: PUBLIC },
    { what, truth, knowledge: guessedRight(knowledge, truth), attacker: { ...PUBLIC, name: 'one who guesses' } },
    ...insiders.map((trust) => ({ what, truth, knowledge, attacker: insider(trust, knowledge, truth) })),
  ]
}

async function attacked({ say, signal }: BenchRun, attacks: readonly CrawlAttack[]): Promise<CrawlTotals> {
  const totals: CrawlTotals = { attacked: 0, exact: 0, narrow: 0, unproved: 0, ofNobody: 0, asked: 0 }
  await inThreads<CrawlAttack, CrawlOutcome>(ATTACKS, attacks, signal, (outcome, done) => {
    const by = `${outcome.what}, ${outcome.attacker}`
    for (const found of outcome.found) say(`FOUND in ${by}: ${found}`)
    for (const key of Object.keys(totals) as (keyof CrawlTotals)[]) totals[key] += outcome.totals[key]
    if (done % TOLD_EVERY === 0 || done === attacks.length || outcome.totals.asked > 0)
      say(`${done} of ${attacks.length}: ${by}: ${JSON.stringify(outcome.totals)} in ${outcome.seconds.toFixed(1)} s`)
  })
  return totals
}
