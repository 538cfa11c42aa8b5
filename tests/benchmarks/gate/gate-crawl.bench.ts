import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type Month, monthsOf, type Period, periodKind, periodOf } from '@oh/kernel'
import { dataFolderAt, keyFilesOf } from '@oh/local'
import postgres from 'postgres'
import { signAccessToken } from '../../../infra/local/src/identity/access-token.ts'
import { figuresReadBy } from '../../attack/crawl.ts'
import { exactCountsIn } from '../../attack/exact-counts.ts'
import type { FigureRead } from '../../attack/figures.ts'
import { type ExactCounts, guessedRight, insider, peopleFound, peopleIn, truthOf } from '../../attack/judge.ts'
import { type Ask, openProgrammes } from '../../attack/programme.ts'
import { type Attacker, PUBLIC, recover } from '../../attack/recover.ts'
import { FAMILIES, type Knowledge, knowledgeOf, monthsSent } from '../../attack/what-is-told.ts'
import { type Caller, postGraphql } from '../../network/caller.ts'
import { databaseUrl } from '../../network/database-url.ts'
import type { Bench, BenchRun, Figures } from '../bench.ts'
import { newPlace } from '../federation.ts'

const EFFORT = { idleRounds: 3, seconds: 300 }
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
async function attacked(run: BenchRun, figures: readonly FigureRead[], exact: ExactCounts): Promise<Figures> {
  const ask = await openProgrammes()
  const sent = monthsSent(figures)
  const closed = figures.flatMap(({ period }) => (periodKind(period as Period) === 'month' ? [period as Month] : []))
  const years = [...new Set(closed.map((month) => periodOf('year', month)))].toSorted().toReversed()
  const totals = { attacked: 0, exact: 0, narrow: 0, unproved: 0, ofNobody: 0, ofMany: 0 }
  for (const year of years)
    for (const family of FAMILIES) {
      const months = monthsOf(year).filter((month) => closed.includes(month))
      const knowledge = knowledgeOf(family, months, figures, sent)
      const truth = truthOf(knowledge, exact)
      const insiders = year === years[0] ? INSIDERS.map((trust) => insider(trust, knowledge, truth)) : []
      const attacks: [Knowledge, Attacker][] = [
        [knowledge, PUBLIC],
        [guessedRight(knowledge, truth), { ...PUBLIC, name: 'one who guesses' }],
        ...insiders.map((attacker): [Knowledge, Attacker] => [knowledge, attacker]),
      ]
      for (const [known, attacker] of attacks) {
        await new Promise((resolve) => setImmediate(resolve))
        run.signal.throwIfAborted()
        add(totals, resultOf(run, `${year} ${family.name}`, known, truth, attacker, ask))
      }
    }
  return totals
}

type Totals = Record<'attacked' | 'exact' | 'narrow' | 'unproved' | 'ofNobody' | 'ofMany', number>

/** What one attacker gets of one family: people are what counts; sums of nobody and of many that he holds to few values stand beside. */
function resultOf(
  { say }: BenchRun,
  what: string,
  knowledge: Knowledge,
  truth: readonly number[],
  attacker: Attacker,
  ask: Ask,
): Totals {
  const began = performance.now()
  const { attacked: sums, findings } = recover(knowledge, attacker, ask, EFFORT)
  const found = peopleFound(findings, truth, attacker)
  const nobody = findings.filter(
    (finding) => finding.told.hasFigure && finding.told.isHidden && peopleIn(finding, truth, attacker) === 0,
  )
  const many = findings.filter((finding) => finding.told.isHidden && peopleIn(finding, truth, attacker) > 0)
  const count = (verdict: string) => found.filter((finding) => finding.verdict === verdict).length
  const unproved = findings.filter(({ verdict }) => verdict === 'unproved').length
  for (const { told, verdict, least, most } of found)
    say(`FOUND by ${attacker.name}: ${told.figure} ${told.part} ${verdict} ${least} to ${most}`)
  const totals = {
    ...{ attacked: sums, exact: count('exact'), narrow: count('narrow'), unproved },
    ...{ ofNobody: nobody.length, ofMany: many.filter((finding) => !found.includes(finding)).length },
  }
  say(`${what}, ${attacker.name}: ${JSON.stringify(totals)} in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  return totals
}

function add(totals: Totals, more: Totals): void {
  for (const key of Object.keys(totals) as (keyof Totals)[]) totals[key] += more[key]
}
