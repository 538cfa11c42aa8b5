import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exactCountsIn } from '../attack/exact-counts.ts'
import { RWE } from '../network/people.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const MARCH = '2026-03'
const YEAR = '2025/26'
const HEAD = 'head-rwe'
const STATISTICIAN = 'statistician'
const SECOND = 'statistician-2'
const NATIONAL = 'national-lead'

const LOOK = `query ($trust: ID!, $month: String!) { trust(odsCode: $trust) { submission(month: $month, employer: $trust) {
  digest state isFinal sent { restatement state publication waitsFor waitsBehind reasons { word sentence } } } } }`
const SIGN = `mutation ($input: SignOffSubmissionInput!) { signOffSubmission(input: $input) { __typename
  ... on SubmissionSignedOff { isNew } ... on Refused { reasons { word sentence } } } }`
const WAITING = '{ england { yearToRefresh { year refreshedAs corrections { employer month restatement } } } }'
const PREPARE = 'mutation ($year: String!) { prepareRefresh(year: $year) { __typename ... on Refused { reasons { word } } } }'
const PUBLISH = `mutation ($year: String!) { publishRefresh(year: $year) { __typename
  ... on YearRefreshed { number } ... on Refused { reasons { word } } } }`
const FIGURES = `{ england { published(measure: "clinical-wte-per-1000", kind: month, last: 12) {
  period numerator { value } publication revised } } }`

let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'], rollup: { history: 7 } })
}, 300_000)
afterAll(() => net?.[Symbol.asyncDispose]())

const look = async () => (await net.as(HEAD).get(LOOK, { trust: RWE.trust, month: MARCH })).trust.submission
async function signs() {
  const input = { trust: RWE.trust, month: MARCH, employer: RWE.trust, digest: (await look()).digest }
  return (await net.as(HEAD).get(SIGN, { input })).signOffSubmission
}
const marchOfEngland = async () =>
  (await net.as(NATIONAL).get(FIGURES)).england.published.find(({ period }: { period: string }) => period === MARCH)
/** As whoever judges an attack takes it to stand. */
const standing = async () => (await exactCountsIn(net.rollupDatabase().admin))(RWE.trust, MARCH, 'clinical-wte-per-1000')
const publish = async (who = SECOND) => (await net.as(who).get(PUBLISH, { year: YEAR })).publishRefresh

describe('a month that is sent after it was published', () => {
  it('is taken in, waits, and changes no figure', async () => {
    const before = await marchOfEngland()
    const stood = await standing()
    expect(await signs()).toMatchObject({ __typename: 'SubmissionSignedOff', isNew: true })
    await net.settle()
    expect(await look()).toMatchObject({ state: 'waiting', sent: [{ restatement: 1, waitsFor: YEAR, waitsBehind: 1 }] })
    const { yearToRefresh } = (await net.as(STATISTICIAN).get(WAITING)).england
    expect(yearToRefresh).toEqual({
      year: YEAR,
      refreshedAs: null,
      corrections: [{ employer: RWE.trust, month: MARCH, restatement: 1 }],
    })
    expect(before).toMatchObject({ publication: 1, revised: false })
    expect(await marchOfEngland()).toEqual(before)
    expect(await standing()).toEqual(stood)
  })

  it('counts when one statistician has had the year prepared and another has published it', async () => {
    const [before, stood] = [await marchOfEngland(), await standing()]
    expect((await net.as(STATISTICIAN).get(PREPARE, { year: YEAR })).prepareRefresh).toEqual({
      __typename: 'RefreshBeingPrepared',
    })
    await net.settle()
    expect(await publish(STATISTICIAN)).toEqual({ __typename: 'Refused', reasons: [{ word: 'prepared-by-yourself' }] })
    expect(await publish()).toEqual({ __typename: 'YearRefreshed', number: 8 })
    const after = await marchOfEngland()
    expect(after).toMatchObject({ publication: 8, revised: true })
    expect(after.numerator).not.toEqual(before.numerator)
    expect(await standing()).not.toEqual(stood)
    const kept = await net.rollupDatabase().admin`select numerator from published_cell
      where publication = 1 and measure = 'clinical-wte-per-1000' and level = 'england' and period = ${MARCH}`
    expect(kept).toEqual([{ numerator: before.numerator.value }])
  }, 300_000)

  it('is known at its service to have counted, and is then final', async () => {
    await net.settle()
    expect(await look()).toMatchObject({ state: 'published', sent: [{ publication: 8, waitsFor: YEAR }] })
    await net.spokeDatabase('RWE').admin`insert into oh_post (id, occupation, funded, in_post, from_on)
      values (gen_random_uuid(), 'technician', 100, 100, '2026-01-01')`
    expect(await signs()).toMatchObject({ __typename: 'SubmissionSignedOff' })
    await net.settle()
    const found = await look()
    expect(found).toMatchObject({ state: 'refused', isFinal: true, sent: [{ reasons: [{ word: 'year-final' }] }, {}] })
    expect(await signs()).toMatchObject({ __typename: 'Refused', reasons: [{ word: 'year-final' }] })
  })
})
