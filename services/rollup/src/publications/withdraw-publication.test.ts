import type { PersonId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NATIONAL, ngozi, olga, pavel, type TestRollup, testRollup } from '../testing/test-rollup.ts'

const lead = 'patrick' as PersonId
let test: TestRollup
beforeAll(async () => {
  test = await testRollup({ history: 3 })
}, 120_000)
afterAll(() => test[Symbol.asyncDispose]())

type Answer = Promise<{ readonly __typename: string; readonly number?: number; readonly reasons?: object[] } | undefined>
const ASK = `mutation ($number: Int!, $reason: String!) { result: askToWithdraw(number: $number, reason: $reason) {
  __typename ... on WithdrawalAsked { number } ... on Refused { reasons { word } } } }`
const WITHDRAW = `mutation ($number: Int!, $reason: String!) { result: withdrawPublication(number: $number, reason: $reason) {
  __typename ... on PublicationWithdrawn { number } ... on Refused { reasons { word } } } }`
const TAKE_BACK = `mutation ($number: Int!) { result: takeBackWithdrawal(number: $number) {
  __typename ... on WithdrawalTakenBack { number } ... on Refused { reasons { word } } } }`
const WRONG = 'wrong-figures-sent'
const step =
  (document: string) =>
  async (person: PersonId, number: number, reason = WRONG): Answer =>
    (await test.ask(person, document, { number, reason })).data?.result
const [asks, withdraws, takesBack] = [step(ASK), step(WITHDRAW), step(TAKE_BACK)]
const refused = (word: string) => ({ __typename: 'Refused', reasons: [{ word }] })

const england = async (person: PersonId, fields: string, rolesProof?: string) => {
  const r = [{ __typename: 'England', id: 'ENG', ...(rolesProof ? { rolesProof } : {}) }]
  const asked = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { ${fields} } } }`
  const { data, errors } = await test.ask(person, asked, { r })
  return { ...data?._entities[0], codes: errors?.map(({ extensions }) => extensions.code) }
}
const LEDGER = `publications(first: 5) { number periods digest signature withdrawal { kind byName reason }
  withdrawalAsked { byName isOwn reason reasonWord } }`
const ledgerOf = async (number: number, person: PersonId = olga) => {
  const { publications } = await england(person, LEDGER)
  return publications.find((row: { number: number }) => row.number === number)
}
const figuresIn = (number: number, level = 'ics', kind = 'month') =>
  `comparison(measure: "did-not-attend", level: ${level}, kind: ${kind}, first: 100, publication: ${number}) {
    area period numerator { value mark } denominator { value mark } publication }`
const SERIES = 'published(measure: "clinical-wte-per-1000", kind: month, last: 5) { publication }'
const cellsOf = (number: number) =>
  test.database.admin`select * from published_cell where publication = ${number} order by measure, level, area, period`

describe('a publication that is to be withdrawn', () => {
  it('takes statisticians, a reason of the list, and a publication that stands', async () => {
    for (const person of [lead, ngozi])
      for (const document of [ASK, WITHDRAW, TAKE_BACK]) {
        const { errors } = await test.ask(person, document, document === TAKE_BACK ? { number: 3 } : { number: 3, reason: WRONG })
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
      }
    expect(await asks(olga, 3, 'because')).toEqual(refused('withdrawal-reason-unknown'))
    expect(await asks(olga, 3, 'earlier-policy')).toEqual(refused('withdrawal-reason-unknown'))
    expect(await asks(olga, 99)).toEqual(refused('no-such-publication'))
    expect(await withdraws(olga, 99)).toEqual(refused('no-such-publication'))
    expect(await withdraws(olga, 3)).toEqual(refused('withdrawal-not-asked'))
    expect(await takesBack(olga, 3)).toEqual(refused('withdrawal-not-asked'))
  })

  it('stands until a second person withdraws it, and says who asks and why', async () => {
    expect(await asks(olga, 3)).toEqual({ __typename: 'WithdrawalAsked', number: 3 })
    expect(await asks(pavel, 3, 'wrongly-made')).toEqual(refused('withdrawal-asked-already'))
    expect(await withdraws(olga, 3)).toEqual(refused('asked-by-yourself'))
    expect(await withdraws(pavel, 3, 'wrongly-made')).toEqual(refused('another-reason'))
    const asked = { byName: 'Olga Brandt', reason: 'A service sent wrong figures', reasonWord: WRONG }
    expect(await ledgerOf(3)).toMatchObject({ withdrawal: null, withdrawalAsked: { ...asked, isOwn: true } })
    expect(await ledgerOf(3, pavel)).toMatchObject({ withdrawalAsked: { ...asked, isOwn: false } })
    expect((await england(olga, SERIES)).published).toContainEqual({ publication: 3 })
  })

  it('stands after all when that is taken back, and may be asked for anew', async () => {
    expect(await takesBack(pavel, 3)).toEqual({ __typename: 'WithdrawalTakenBack', number: 3 })
    expect(await ledgerOf(3)).toMatchObject({ withdrawal: null, withdrawalAsked: null })
    expect(await withdraws(pavel, 3)).toEqual(refused('withdrawal-not-asked'))
    expect(await asks(olga, 3)).toMatchObject({ number: 3 })
  })
})

describe('a publication that is withdrawn', () => {
  it('is out of every series and kept as it is, with who withdrew it and why', async () => {
    const before = await cellsOf(3)
    expect(await withdraws(pavel, 3)).toEqual({ __typename: 'PublicationWithdrawn', number: 3 })
    for (const answer of [await withdraws(pavel, 3), await asks(olga, 3), await takesBack(olga, 3)])
      expect(answer).toEqual(refused('withdrawn-already'))
    expect((await england(olga, SERIES)).published).toEqual([{ publication: 1 }, { publication: 2 }])
    expect(await ledgerOf(3)).toMatchObject({
      periods: ['2026-09', '2026/27-Q2'],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      signature: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      withdrawal: { kind: 'withdrawn', byName: 'Pavel Havlik', reason: 'A service sent wrong figures' },
      withdrawalAsked: { byName: 'Olga Brandt' },
    })
    expect(await cellsOf(3)).toEqual(before)
  })

  it('is still read by its number, figure by figure as it was published', async () => {
    for (const [kind, period] of [
      ['month', '2026-09'],
      ['quarter', '2026/27-Q2'],
    ] as const) {
      const { comparison } = await england(olga, figuresIn(3, 'region', kind))
      const kept = await test.database.admin`select area, period, publication, numerator, numerator_mark from published_cell
        where publication = 3 and measure = 'did-not-attend' and level = 'region' and period = ${period} order by area`
      expect(kept).toHaveLength(7)
      expect(
        comparison.map(({ numerator, denominator: _, ...row }: { numerator: object; denominator: object }) => ({
          ...row,
          ...numerator,
        })),
      ).toEqual(kept.map(({ numerator, numerator_mark, ...row }) => ({ ...row, value: numerator, mark: numerator_mark })))
    }
  })

  it('is read by those who may read figures alone, and of single trusts by no statistician', async () => {
    const proof = await test.proof(lead, NATIONAL)
    expect((await england(lead, figuresIn(3), proof)).comparison).toHaveLength(42)
    expect((await england(ngozi, figuresIn(3))).codes).toEqual(['FORBIDDEN'])
    expect((await england(olga, figuresIn(3, 'trust', 'quarter'))).codes).toEqual(['FORBIDDEN'])
    expect((await england(lead, figuresIn(3, 'trust', 'quarter'), proof)).comparison.length).toBeGreaterThan(0)
    for (const none of [99, 0, -1]) expect((await england(olga, figuresIn(none))).comparison).toEqual([])
  })

  it('is not made anew: its month is closed', async () => {
    const prepare = 'mutation { result: prepareMonth(month: "2026-09") { ... on Refused { reasons { word } } } }'
    expect((await test.ask(olga, prepare, {})).data?.result).toEqual({ reasons: [{ word: 'month-published' }] })
  })

  it('of an earlier policy is kept and not shown, since the attacker is not given it', async () => {
    await test.database.admin`alter table publication disable trigger all`
    await test.database.admin`update publication set policy = 0 where number = 1`
    expect((await england(olga, figuresIn(1))).comparison).toEqual([])
    await test.database.admin`update publication set policy = 1 where number = 1`
    expect((await england(olga, figuresIn(1))).comparison).toHaveLength(42)
  })

  it('has left a row in the audit for each step, whoever took it', async () => {
    const rows = await test.database.admin<{ said: string }[]>`
      select actor || ' ' || action || ' ' || outcome as said from audit_entry where action like 'publication.%ithdraw%' and outcome <> 'forbidden'`
    const found = new Set(rows.map(({ said }) => said))
    for (const step of [
      'olga publication.askWithdrawal allowed',
      'pavel publication.askWithdrawal allowed',
      'olga publication.withdraw refused',
      'pavel publication.withdraw allowed',
    ])
      expect(found).toContain(step)
  })
})
