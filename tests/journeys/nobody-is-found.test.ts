import { type Month, monthsOf, type Period, periodOf } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleOf, openConsole } from '../attack/console.ts'
import { figuresReadBy, gridKeyOf, gridsReadBy, publicationsReadBy, seriesReadBy } from '../attack/crawl.ts'
import { exactCountsIn } from '../attack/exact-counts.ts'
import { type FigureRead, keyOf, type PartRead } from '../attack/figures.ts'
import {
  askedLive,
  type ExactCounts,
  guessedRight,
  insider,
  inWords,
  isOfFew,
  peopleFound,
  shownNaively,
  truthOf,
} from '../attack/judge.ts'
import { type Ask, openProgrammes } from '../attack/programme.ts'
import { type Attacker, PUBLIC, recover } from '../attack/recover.ts'
import { FAMILIES, type Family, GRID_FAMILIES, type Knowledge, knowledgeOf, monthsSent } from '../attack/what-is-told.ts'
import { outcomeOf } from '../benchmarks/gate/crawl-attack.ts'
import { figuresOfPage } from '../browser/figures-read.ts'
import { cellsOf } from '../browser/reader.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const YEAR = '2026/27' as Period
const CLOSED = '2026-10'
const NATIONAL = 'national-lead'
const SYSTEM = 'ics-lead-qk1'
const OWN_SYSTEM = ['RWE', 'RT5']
/** Trusts that attack with what they know themselves: one of two in its system, which signs its own month off, and one of many. */
const INSIDERS = ['RWE', 'RBQ']
const HARDEST = 3
const EFFORT = { idleRounds: 2, seconds: 20 }

const LOOK = `query ($trust: ID!, $month: String!) { trust(odsCode: $trust) { submission(month: $month, employer: $trust) {
  digest measures { measure now { numerator denominator } } } } }`
const SIGN = `mutation ($input: SignOffSubmissionInput!) { signOffSubmission(input: $input) { __typename } }`
const PREPARE = 'mutation ($month: String!) { prepareMonth(month: $month) { __typename } }'
const PUBLISH = 'mutation ($month: String!) { publishMonth(month: $month) { __typename ... on MonthPublished { number } } }'
const ASK_TO_WITHDRAW = `mutation ($number: Int!) { askToWithdraw(number: $number, reason: "wrong-figures-sent") { __typename } }`
const WITHDRAW = `mutation ($number: Int!) { withdrawPublication(number: $number, reason: "wrong-figures-sent") { __typename } }`

let net: Network
let ask: Ask
let exact: ExactCounts
let figures: ReadonlyMap<string, FigureRead>

beforeAll(async () => {
  net = await startNetwork({ spokes: OWN_SYSTEM, pools: ['QK1'], rollup: { history: 3 } })
  for (const trust of OWN_SYSTEM) {
    const head = net.as(`head-${trust.toLowerCase()}`)
    const { digest } = (await head.get(LOOK, { trust, month: CLOSED })).trust.submission
    await head.get(SIGN, { input: { trust, month: CLOSED, employer: trust, digest } })
  }
  await net.settle()
  await net.as('statistician').get(PREPARE, { month: CLOSED })
  await net.settle()
  const { publishMonth } = await net.as('statistician-2').get(PUBLISH, { month: CLOSED })
  expect(publishMonth.__typename).toBe('MonthPublished')
  ask = await openProgrammes()
  exact = await exactCountsIn(net.rollupDatabase().admin)
  figures = await figuresReadBy(net.as(NATIONAL))
})
afterAll(() => net?.[Symbol.asyncDispose]())

const readings = () => [...figures.values()]
const months = () => monthsOf(YEAR).filter((month) => [...figures.values()].some(({ period }) => period === month)) as Month[]
const knows = (family: Family, read = readings()) => knowledgeOf(family, months(), read, monthsSent(readings()))
/** The families of measures of which the largest share is confidential. */
function hardest(): readonly Family[] {
  const share = ({ says }: Family) => {
    const own = readings().filter(
      ({ measure, contributors }) => contributors > 0 && says.some((each) => each.measure === measure),
    )
    return own.filter(({ numerator, denominator }) => [numerator.mark, denominator.mark].includes('c')).length / own.length
  }
  return FAMILIES.toSorted((a, b) => share(b) - share(a)).slice(0, HARDEST)
}
/** How many sums were attacked, and the people who were found by it. */
function attack(knowledge: Knowledge, truth: readonly number[], attacker: Attacker) {
  const { attacked, findings } = recover(knowledge, attacker, ask, { ...EFFORT, isWorth: isOfFew(truth, attacker) })
  return { attacked, people: peopleFound(findings, truth, attacker).map(inWords) }
}

describe('what every reader together can fetch', () => {
  it('is what was published of a year, in both editions, and nothing of a single trust that is finer than a quarter', () => {
    expect(months()).toHaveLength(4)
    const of = (level: string) => [
      ...new Set(
        readings()
          .filter((each) => each.level === level && each.measure === 'seen-within-10')
          .map(({ period }) => period),
      ),
    ]
    expect(of('trust')).toEqual(['2026/27-Q2'])
    expect(of('england')).toContain(CLOSED)
    const systems = new Set(
      readings()
        .filter(({ level }) => level === 'ics')
        .map(({ area }) => area),
    )
    expect([...systems]).toEqual(expect.arrayContaining(['QMM', 'T6Y0W']))
  })

  it('shows no count of 1 to 7 people below England, and none that leaves so few', () => {
    const small = readings().filter(({ level, measure, numerator, denominator }) => {
      const isOfPosts = measure === 'clinical-wte-per-1000'
      const isSmall = (value: number | null) => value !== null && value > 0 && value < 8
      return level !== 'england' && !isOfPosts && (isSmall(numerator.value) || isSmall(denominator.value))
    })
    expect(small).toEqual([])
    expect(readings().filter(({ numerator }) => numerator.mark === 'c').length).toBeGreaterThan(50)
  })

  it('is the same for whoever reads it and however it is asked for, and less for whoever leads one system', async () => {
    const ofSystem = await figuresReadBy(net.as(SYSTEM))
    for (const [key, figure] of ofSystem) expect(figure).toEqual(figures.get(key))
    const trusts = [...ofSystem.values()].filter(({ level }) => level === 'trust').map(({ area }) => area)
    expect(new Set(trusts)).toEqual(new Set(OWN_SYSTEM))
    for (const who of [NATIONAL, SYSTEM]) {
      const series = await seriesReadBy(net.as(who), ['QK1', 'QMM', 'Y60', 'ENG'], ['seen-within-10', 'waiting-over-10'])
      expect(series.length).toBeGreaterThan(60)
      for (const figure of series) expect(figure).toEqual(figures.get(keyOf(figure)))
    }
  })
})

describe('the pages and downloads', () => {
  let pages: ConsoleOf
  beforeAll(async () => {
    pages = await openConsole(net)
  })
  afterAll(() => pages?.[Symbol.asyncDispose]())

  it.each([
    [NATIONAL, 'X26'],
    [SYSTEM, 'QK1'],
  ])('give the %s the same as the graph, figure by figure', async (person, organisation) => {
    const open = await pages.as(person, organisation)
    for (const measure of ['waiting-over-10', 'did-not-attend', 'clinical-wte-per-1000']) {
      const downloads = [
        `/national/figures.csv?measure=${measure}`,
        `/national/figures.csv?measure=${measure}&period=2026-08`,
        ...['ENG', 'QK1', 'QYG'].map((area) => `/national/series.csv?measure=${measure}&area=${area}`),
      ]
      for (const address of downloads) {
        const rows = rowsOfDownload(await open(address))
        expect(rows.length).toBeGreaterThan(3)
        for (const row of rows)
          expect([address, row]).toEqual([address, asDownloaded(measure, figureOf(measure, row.area, row.period))])
      }
      const shown = figuresOfPage({ status: 200, text: await open(`/national?measure=${measure}&period=2026-08`), rows: [] })
      expect(shown.length).toBeGreaterThan(40)
      for (const { area, numerator, denominator } of shown) {
        const { area: code, period: _, ...written } = asDownloaded(measure, figureOf(measure, area, '2026-08'))
        expect([code, Number(numerator) || numerator, denominator]).toEqual([
          area,
          Number(written.numerator) || written.numerator,
          written.denominator,
        ])
      }
    }
  })
})

const figureOf = (measure: string, area: string, period: string) => {
  const found = readings().find((figure) => figure.measure === measure && figure.area === area && figure.period === period)
  if (!found) throw new Error(`${measure} ${area} ${period} is in a download and not in the graph.`)
  return found
}
/** A download writes a quarter from its first day to its last. */
const nameOfPeriod = (written: string) => {
  const [from = '', to] = written.split('/')
  return to === undefined ? from : periodOf('quarter', from.slice(0, 7) as Month)
}
/** A figure as the graph answers it, written as a download writes it: posts are counted in hundredths. */
const asDownloaded = (measure: string, { area, period, numerator, denominator }: FigureRead) => ({
  area,
  period,
  numerator: written(numerator, measure === 'clinical-wte-per-1000' ? 100 : 1),
  denominator: written(denominator),
})
const written = ({ value, mark }: PartRead, per = 1) => (value === null ? `[${mark}]` : String(value / per))
const rowsOfDownload = (csv: string) =>
  cellsOf(csv).map(([period = '', area = '', , , , , numerator = '', denominator = '']) => ({
    ...{ area, period: nameOfPeriod(period), numerator, denominator },
  }))

describe('the grids', () => {
  const MEASURE = 'received-seen-within-10'
  const quarter = '2026/27-Q2' as Period
  const areas = () => [...new Map(readings().map(({ level, area }) => [`${level} ${area}`, { level, area }] as const)).values()]
  let grids: Awaited<ReturnType<typeof gridsReadBy>>
  let pages: ConsoleOf
  beforeAll(async () => {
    grids = await gridsReadBy(net.as(NATIONAL), areas(), [quarter, YEAR])
    pages = await openConsole(net)
  })
  afterAll(() => pages?.[Symbol.asyncDispose]())

  it.each(GRID_FAMILIES)('$name leave nobody to be found beside their whole', async (family) => {
    const told = knowledgeOf(family, monthsOf(quarter), [...readings(), ...grids.values()], monthsSent(readings()))
    const truth = truthOf(told, exact)
    const knowledge = guessedRight(told, truth)
    const { totals, found } = await outcomeOf({ what: family.name, attacker: PUBLIC, knowledge, truth })
    expect(totals.attacked).toBeGreaterThan(300)
    expect([totals.unproved, found]).toEqual([0, []])
  })

  it('are of every area by staff group and by reason, and of no single trust', () => {
    const of = (level: string) => new Set([...grids.values()].filter((each) => each.level === level).map(({ area }) => area)).size
    expect([of('trust'), of('region'), of('england')]).toEqual([0, 7, 1])
    expect(of('ics')).toBeGreaterThan(42)
    expect(grids.size).toBe(13 * (of('ics') + 8))
  })

  it('show no count of 1 to 7 people below England, and none that leaves so few', () => {
    const isSmall = (value: number | null) => value !== null && value > 0 && value < 8
    const below = [...grids.values()].filter(({ level }) => level !== 'england')
    expect(below.filter(({ numerator, denominator }) => isSmall(numerator.value) || isSmall(denominator.value))).toEqual([])
    // parts that are shown alike are four apart at most
    expect(
      below.filter(({ numerator, denominator }) => numerator.value !== null && numerator.value === denominator.value),
    ).toEqual([])
    expect(below.filter(({ numerator }) => numerator.mark === 'c').length).toBeGreaterThan(20)
  })

  it('are the same for whoever leads one system', async () => {
    const some = areas().filter(({ area }) => ['ENG', 'Y60', 'QMM', 'QK1', 'RWE', 'RBQ'].includes(area))
    const ofSystem = await gridsReadBy(net.as(SYSTEM), some, [quarter, YEAR])
    expect(ofSystem.size).toBe(13 * 4)
    for (const [key, figure] of ofSystem) expect(figure).toEqual(grids.get(key))
  })

  it('are the same in the download', async () => {
    const open = await pages.as(SYSTEM, 'QK1')
    for (const area of ['ENG', 'QYG']) {
      const rows = cellsOf(await open(`/national/divided/figures.csv?measure=${MEASURE}&area=${area}&period=${quarter}`))
      expect(rows).toHaveLength(13)
      for (const row of rows) {
        const [by, group] = row.slice(-3)
        const place = {
          staffGroup: by === 'staff_group' ? { id: group ?? '' } : null,
          reasonGroup: by === 'reason_group' ? { id: group ?? '' } : null,
        }
        const figure = [...grids.values()].find(
          (each) => each.area === area && gridKeyOf(each) === gridKeyOf({ ...each, ...place }),
        )
        expect([row[6], row[7]]).toEqual([written(figure?.numerator ?? NONE), written(figure?.denominator ?? NONE)])
      }
    }
  })

  it('that the catalogue lacks are refused', async () => {
    const ASK = `{ england { grid(area: "QYG", measure: "${MEASURE}", by: both, kind: quarter) { area } } }`
    const { errors } = await net.as(NATIONAL).ask(ASK, {})
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT'])
  })

  const NONE: PartRead = { value: null, mark: 'x' }
})

describe('with all of it, and the published rules', () => {
  it('nobody is found by the public, nor by one who guesses of each mark what it stands for', () => {
    for (const family of hardest()) {
      const knowledge = knows(family)
      const truth = truthOf(knowledge, exact)
      for (const known of [knowledge, guessedRight(knowledge, truth)]) {
        const { people, attacked } = attack(known, truth, PUBLIC)
        expect(attacked).toBeGreaterThan(100)
        expect(people).toEqual([])
      }
    }
  })

  it('nobody is found by one who asked every service live how many wait, at the end of each month', () => {
    const [family] = FAMILIES.filter(({ name }) => name === 'waiting-over-10')
    if (!family) throw new Error('no such family')
    const knowledge = knows(family)
    const truth = truthOf(knowledge, exact)
    const asked = askedLive(guessedRight(knowledge, truth), truth)
    const isTold = ({ hasFigure, least, most }: (typeof asked.told)[number]) => !hasFigure && (least > 0 || most < 8)
    expect(asked.told.filter(isTold).length).toBeGreaterThan(3 * monthsSent(readings()).size)
    expect(attack(asked, truth, PUBLIC).people).toEqual([])
  })

  it.each(INSIDERS)('and the exact figures of its own, %s finds nobody of another trust', (trust) => {
    for (const family of hardest()) {
      const knowledge = knows(family)
      const truth = truthOf(knowledge, exact)
      const attacker = insider(trust, knowledge, truth)
      expect(attacker.own.size).toBe(months().length * family.kinds)
      expect(attack(knowledge, truth, attacker).people).toEqual([])
    }
  })

  it('what an insider knows of itself is what its own service counted', async () => {
    const { measures } = (await net.as('head-rwe').get(LOOK, { trust: 'RWE', month: CLOSED })).trust.submission
    for (const { measure, now } of measures) expect(exact('RWE', CLOSED, measure)).toMatchObject(now)
  })
})

describe('the attack itself', () => {
  it('finds people where each figure is protected by itself alone', () => {
    const found = hardest().flatMap((family) => {
      const knowledge = knows(family)
      const truth = truthOf(knowledge, exact)
      const naive = knows(family, [
        ...shownNaively(readings(), knowledge, truth),
        ...readings().filter(({ measure }) => measure === 'clinical-wte-per-1000'),
      ])
      return attack(guessedRight(naive, truth), truth, PUBLIC).people
    })
    expect(found.length).toBeGreaterThan(0)
  })
})

describe('a publication that is withdrawn', () => {
  it('takes its figures out of every series, and changes no byte of the others', async () => {
    const [newest] = await publicationsReadBy(net.as(NATIONAL))
    const { askToWithdraw } = await net.as('statistician').get(ASK_TO_WITHDRAW, { number: newest?.number })
    expect(askToWithdraw.__typename).toBe('WithdrawalAsked')
    expect(await figuresReadBy(net.as(NATIONAL))).toEqual(figures)
    const { withdrawPublication } = await net.as('statistician-2').get(WITHDRAW, { number: newest?.number })
    expect(withdrawPublication.__typename).toBe('PublicationWithdrawn')
    const after = await figuresReadBy(net.as(NATIONAL))
    for (const [key, figure] of after) expect(figure).toEqual(figures.get(key))
    expect(
      [...figures.values()]
        .filter((figure) => !after.has(keyOf(figure)))
        .every(({ publication }) => publication === newest?.number),
    ).toBe(true)
    expect([...after.values()].some(({ publication }) => publication === newest?.number)).toBe(false)
    expect(await publicationsReadBy(net.as(NATIONAL))).toEqual(
      expect.arrayContaining([{ ...newest, withdrawal: { kind: 'withdrawn' } }]),
    )
    const kept = await figuresReadBy(net.as(NATIONAL), newest?.number)
    const own = [...figures.values()].filter(({ publication }) => publication === newest?.number)
    expect([...kept.values()]).toHaveLength(own.length)
    for (const figure of own) expect(kept.get(keyOf(figure))).toEqual(figure)
  })
})
