import { randomUUID } from 'node:crypto'
import type { LondonDate } from '@oh/kernel'
import { MEASURES } from '@oh/measures'
import { isOpen, trusts } from '@oh/organisations'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Network, startNetwork } from '../network/start-network.ts'

const MONTHS = ['2026-07', '2026-08', '2026-09']
const QUARTER = '2026/27-Q2'
const LEVELS = ['trust', 'ics', 'region', 'england'] as const
const FIGURE = `area period numerator { value mark } denominator { value mark } ratio { value mark }`
const COMPARISON = `query ($measure: ID!, $level: FigureLevel!, $kind: PeriodKind!, $after: ID) { england {
  comparison(measure: $measure, level: $level, kind: $kind, first: 100, after: $after) { ${FIGURE} } } }`
const SERIES = `query ($ics: ID!, $measure: ID!, $kind: PeriodKind!) {
  england { published(measure: $measure, kind: $kind, last: 12) { ${FIGURE} } publications(first: 10) { number digest } }
  ics(code: $ics) { published(measure: $measure, kind: $kind, last: 12) { ${FIGURE} } } }`

const LIVE = `{ trust(odsCode: "RWE") { capacity { openCases { value mark } escalationsOut { value mark } } } }`

interface Cell {
  readonly value: number | null
  readonly mark: string | null
}
interface Figure {
  readonly area: string
  readonly numerator: Cell
  readonly denominator: Cell
  readonly ratio: Cell
}
interface Exact {
  readonly numerator: number
  readonly denominator: number
}

/** Small, nearly all, few, all, and two of ordinary size: what each trust sends, by its place in the list. */
const KINDS: readonly ((many: number, few: number) => Exact)[] = [
  (many, few) => ({ numerator: few, denominator: many }),
  (many, few) => ({ numerator: many - few, denominator: many }),
  (_many, few) => ({ numerator: Math.max(0, few - 1), denominator: few }),
  (many) => ({ numerator: many, denominator: many }),
  (many) => ({ numerator: many - 9_001, denominator: many }),
  (many) => ({ numerator: 11_003, denominator: many }),
]
const OF_ENGLAND = trusts()
const person = (id: string) => MEASURES.find((measure) => measure.id === id)?.counts === 'people'
const key = (...words: string[]) => words.join(' ')

let net: Network
const sent = new Map<string, Exact>()
/** Every exact count of people that was sent and is not small: no multiple of five, so nothing rounded looks like one. */
const exactWords = new Set<string>()

beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1'], rollup: { history: 0 } })
  await plant()
  for (const month of MONTHS) {
    await net.as('statistician').get('mutation ($m: String!) { prepareMonth(month: $m) { __typename } }', { m: month })
    await net.settle()
    const published = await net
      .as('statistician-2')
      .get('mutation ($m: String!) { publishMonth(month: $m) { __typename } }', { m: month })
    expect(published.publishMonth.__typename).toBe('MonthPublished')
  }
})
afterAll(() => net?.[Symbol.asyncDispose]())

async function plant(): Promise<void> {
  const { admin } = net.rollupDatabase()
  const submissions = []
  const counts = []
  for (const [at, { code }] of OF_ENGLAND.entries()) {
    for (const [nth, month] of MONTHS.entries()) {
      const id = randomUUID()
      submissions.push({ id, service: 'spoke-0000000000aa', employer: code, month })
      for (const [place, { id: measure, version, counts: what }] of MEASURES.entries()) {
        const number = 20_000 + ((at * MEASURES.length + place) * MONTHS.length + nth) * 7
        const many = number % 5 === 0 ? number + 1 : number
        const exact =
          what === 'people' ? (KINDS[at % KINDS.length]?.(many, 1 + (at % 7)) as Exact) : { numerator: 1_230, denominator: 4_560 }
        sent.set(key(measure, code, month), exact)
        counts.push({ submission_id: id, measure, version, ...exact })
        for (const count of Object.values(exact))
          if (what === 'people' && count % 5 > 0 && count > 9_999) exactWords.add(String(count))
      }
    }
  }
  const more = { restatement: 1, floor: 8, synthetic: true, signed_off_at: net.clock.now(), received_at: net.clock.now() }
  for (const row of submissions) await admin`insert into submission ${admin({ ...row, ...more })}`
  for (let from = 0; from < counts.length; from += 1_000)
    await admin`insert into submission_count ${admin(counts.slice(from, from + 1_000))}`
}

/** What an area really has, added up here and not by the code under test. Organisations of a longer period sent all of it. */
function exactOf(measure: string, level: string, area: string, months: readonly string[]): Exact {
  const wasOpen = (trust: (typeof OF_ENGLAND)[number]) =>
    [months[0], months.at(-1)].every((month) => isOpen(trust, `${month}-28` as LondonDate))
  const inArea = OF_ENGLAND.filter(wasOpen).filter(
    ({ code, region, ics }) => level === 'england' || [code, region, ics['2022']].includes(area as never),
  )
  const { over } = MEASURES.find(({ id }) => id === measure) as (typeof MEASURES)[number]
  const add = (part: keyof Exact) =>
    inArea.reduce((sum, { code }) => {
      const ofTrust = months.map((month) => sent.get(key(measure, code, month))?.[part] ?? 0)
      return sum + (over[part] === 'end' ? (ofTrust.at(-1) ?? 0) : ofTrust.reduce((total, one) => total + one, 0))
    }, 0)
  return { numerator: add('numerator'), denominator: add('denominator') }
}

async function figuresOf(who: string, measure: string, level: string, kind: string): Promise<Figure[]> {
  const found: Figure[] = []
  for (let after: string | undefined; ; after = found.at(-1)?.area) {
    const { england } = await net.as(who).get(COMPARISON, { measure, level, kind, after })
    found.push(...england.comparison)
    if (england.comparison.length < 100) return found
  }
}

const isFew = (count: number) => count > 0 && count < 8
const isRounded = ({ value }: Cell, exact: number) => value !== null && value % 5 === 0 && Math.abs(value - exact) <= 2

describe('of counts of people, of which many are small', () => {
  const cells = MEASURES.filter(({ id }) => person(id)).flatMap(({ id }) =>
    LEVELS.flatMap((level) => (['month', 'quarter'] as const).map((kind) => [id, level, kind] as const)),
  )

  it.each(cells)(
    '%s of each %s by %s shows nothing small, nothing nearly all, and nothing exact',
    async (measure, level, kind) => {
      for (const { area, numerator, denominator, ratio } of await figuresOf('national-lead', measure, level, kind)) {
        const exact = exactOf(measure, level, area, kind === 'quarter' ? MONTHS : MONTHS.slice(-1))
        const rest = exact.denominator - exact.numerator
        const place = `${measure} ${level} ${area}`
        if (denominator.value !== null) expect([place, isRounded(denominator, exact.denominator)]).toEqual([place, true])
        if (numerator.value !== null) expect([place, isRounded(numerator, exact.numerator)]).toEqual([place, true])
        if (numerator.value === null || denominator.value === null) expect([place, ratio.value]).toEqual([place, null])
        else if (denominator.value > 0) expect(ratio.value).toBeCloseTo(numerator.value / denominator.value, 10)
        if (level === 'england') continue
        if (isFew(exact.denominator)) expect([place, denominator.mark, numerator.mark]).toEqual([place, 'c', 'c'])
        if (isFew(exact.numerator) || isFew(rest) || rest === 0) expect([place, numerator.mark]).toEqual([place, 'c'])
      }
    },
  )

  it('are shown where they are large, or nobody would be served', async () => {
    const byTrust = await figuresOf('national-lead', 'seen-within-10', 'trust', 'quarter')
    expect(byTrust.length).toBeGreaterThan(190)
    expect(byTrust.filter(({ ratio }) => ratio.value !== null).length).toBeGreaterThan(60)
    expect(await figuresOf('national-lead', 'seen-within-10', 'england', 'month')).toEqual([
      expect.objectContaining({ numerator: expect.objectContaining({ mark: null }) }),
    ])
  })

  it('have no finer grain than the catalogue says: no month of a trust, no escalations of one', async () => {
    expect(await figuresOf('national-lead', 'seen-within-10', 'trust', 'month')).toEqual([])
    expect(await figuresOf('national-lead', 'escalations-per-1000', 'trust', 'quarter')).toEqual([])
  })
})

describe('every persona', () => {
  it('finds no exact count in any figure, and those who lead nothing find no figure at all', async () => {
    const leads = ['national-lead', 'ics-lead-qk1', 'statistician', 'statistician-2']
    for (const [at, { id: who }] of net.plan.personas.entries()) {
      const texts: string[] = []
      // whoever may read one measure may read all: the others try one each, in turn
      const measures = leads.includes(who) ? MEASURES : [MEASURES[at % MEASURES.length] as (typeof MEASURES)[number]]
      for (const { id: measure } of measures) {
        for (const kind of ['month', 'quarter', 'year']) {
          const series = await net.as(who).ask(SERIES, { ics: 'QK1', measure, kind })
          const compared = await net.as(who).ask(COMPARISON, { measure, level: 'ics', kind })
          texts.push(series.text, compared.text)
          const answers = [series.data.england.published, series.data.ics.published, compared.data.england.comparison]
          if (leads.includes(who)) expect([who, series.errors, compared.errors]).toEqual([who, [], []])
          else expect([who, answers]).toEqual([who, [null, null, null]])
        }
      }
      const found = texts.join(' ').match(/(?<![\d.])\d{5}(?!\d)/g) ?? []
      expect([who, found.filter((word) => exactWords.has(word))]).toEqual([who, []])
      if (leads.includes(who)) expect(texts.join(' ')).toContain(QUARTER)
    }
  })

  it('is shown live counts of people of a service only rounded, and none that is small', async () => {
    const [exact] = await net.spokeDatabase('RWE').admin<{ open: number; out: number }[]>`
      select (select count(*)::int from "case" where state <> 'closed') as open,
             (select count(*)::int from escalation where answered_at is null and withdrawn_at is null) as out`
    let asked = 0
    for (const { id: who } of net.plan.personas) {
      const { capacity } = (await net.as(who).ask(LIVE)).data?.trust ?? {}
      if (!capacity) continue
      asked += 1
      expect([who, capacity.escalationsOut]).toEqual([
        who,
        exact?.out === 0 ? { value: 0, mark: null } : { value: null, mark: 'c' },
      ])
      expect(isFew(exact?.open ?? 0) ? capacity.openCases.mark === 'c' : isRounded(capacity.openCases, exact?.open ?? 0)).toBe(
        true,
      )
    }
    expect(asked).toBeGreaterThan(1)
  })

  it('is refused the exact store by the database itself, the statistician included', async () => {
    await using service = serviceLogin(net.rollupDatabase().serviceUrl)
    const rows = await service.sql.begin(async (sql) => {
      await sql`select set_config('oh.person', 'statistician', true), set_config('oh.roles', 'statistician', true)`
      return [...(await sql`select * from submission_count limit 1`)]
    })
    expect(rows).toEqual([])
  })
})

function serviceLogin(url: string) {
  const sql = postgres(url, { max: 1 })
  return { sql, [Symbol.asyncDispose]: () => sql.end() }
}
