import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type Month, monthsOf, type Period, periodKind, periodOf } from '@oh/kernel'
import { dataFolderAt, keyFilesOf } from '@oh/local'
import postgres from 'postgres'
import { signAccessToken } from '../../../infra/local/src/identity/access-token.ts'
import { figuresReadBy } from '../../attack/crawl.ts'
import { exactCountsIn } from '../../attack/exact-counts.ts'
import type { FigureRead } from '../../attack/figures.ts'
import { type ExactCounts, guessedRight, insider, truthOf } from '../../attack/judge.ts'
import { PUBLIC } from '../../attack/recover.ts'
import { FAMILIES, knowledgeOf, monthsSent } from '../../attack/what-is-told.ts'
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
    const figures = [...(await figuresReadBy(readerOf(federation, 'national-lead'))).values()]
    run.say(`${figures.length} figures were read`)
    const shares = shownByLevel(figures)
    for (const [what, value] of Object.entries(shares)) run.say(`${what} ${value.toPrecision(4)}`)
    const sql = postgres(await databaseUrl(dataFolderAt(federation.data), 'rollup'), { max: 1 })
    const exact = await exactCountsIn(sql).finally(() => sql.end())
    return { figures: figures.length, ...shares, ...(await attacked(run, figures, exact)) }
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

/** The public and whoever guesses what each mark stands for attack every year, and single trusts the newest. */
async function attacked({ say, signal }: BenchRun, figures: readonly FigureRead[], exact: ExactCounts): Promise<Figures> {
  const sent = monthsSent(figures)
  const closed = figures.flatMap(({ period }) => (periodKind(period as Period) === 'month' ? [period as Month] : []))
  const years = [...new Set(closed.map((month) => periodOf('year', month)))].toSorted().toReversed()
  const attacks = years.flatMap((year) =>
    FAMILIES.flatMap((family): CrawlAttack[] => {
      const months = monthsOf(year).filter((month) => closed.includes(month))
      const knowledge = knowledgeOf(family, months, figures, sent)
      const truth = truthOf(knowledge, exact)
      const insiders = year === years[0] ? INSIDERS.map((trust) => insider(trust, knowledge, truth)) : []
      const of = { what: `${year} ${family.name}`, truth }
      return [
        { ...of, knowledge, attacker: PUBLIC },
        { ...of, knowledge: guessedRight(knowledge, truth), attacker: { ...PUBLIC, name: 'one who guesses' } },
        ...insiders.map((attacker) => ({ ...of, knowledge, attacker })),
      ]
    }),
  )
  const totals: CrawlTotals = { attacked: 0, exact: 0, narrow: 0, unproved: 0, ofNobody: 0, left: 0 }
  await inThreads<CrawlAttack, CrawlOutcome>(ATTACKS, attacks, signal, (outcome, done) => {
    const by = `${outcome.what}, ${outcome.attacker}`
    for (const found of outcome.found) say(`FOUND in ${by}: ${found}`)
    say(`${done} of ${attacks.length}: ${by}: ${JSON.stringify(outcome.totals)} in ${outcome.seconds.toFixed(1)} s`)
    for (const key of Object.keys(totals) as (keyof CrawlTotals)[]) totals[key] += outcome.totals[key]
  })
  return totals
}
