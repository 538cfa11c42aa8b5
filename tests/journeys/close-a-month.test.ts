import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf } from '../network/caller.ts'
import { verifiedChain } from '../network/chains.ts'
import { RWE } from '../network/people.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const MONTH = '2026-10'
const HEAD = 'head-rwe'
const OTHER_HEAD = 'head-rt5'
const STATISTICIAN = 'statistician'
const SECOND = 'statistician-2'
const NATIONAL = 'national-lead'

const LOOK = `query ($trust: ID!, $month: String!) { trust(odsCode: $trust) { submission(month: $month, employer: $trust) {
  digest isNew state sent { restatement state publication waitsFor waitsBehind reasons { word sentence } }
  measures { measure now { numerator denominator } } } } }`
const LOOK_AT = LOOK.replace('$month: String!)', '$month: String!, $employer: ID!)').replace(
  'employer: $trust',
  'employer: $employer',
)
const SIGN = `mutation ($input: SignOffSubmissionInput!) { signOffSubmission(input: $input) { __typename
  ... on SubmissionSignedOff { isNew month { state } } ... on Refused { reasons { word sentence } } } }`
const PREPARE = `mutation ($month: String!) { prepareMonth(month: $month) { __typename
  ... on Refused { reasons { word } } } }`
const PUBLISH = `mutation ($month: String!) { publishMonth(month: $month) { __typename
  ... on MonthPublished { number } ... on Refused { reasons { word } } } }`
const WAITING = '{ england { monthToPublish { month sent received { employer restatement } missing { code } } } }'
const FIGURES = `query ($measure: ID!) {
  ics(code: "QK1") { published(measure: $measure, kind: month, last: 3) { period numerator { value mark } denominator { value } contributors expected publication } }
  england { published(measure: $measure, kind: month, last: 3) { period numerator { value } denominator { value } contributors publication } } }`

let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1'], rollup: { history: 2 } })
}, 120_000)
afterAll(() => net?.[Symbol.asyncDispose]())

const look = async (head: string, trust: string, month = MONTH) =>
  (await net.as(head).get(LOOK, { trust, month })).trust.submission
async function signs(head: string, trust: string) {
  const { digest } = await look(head, trust)
  const input = { trust, month: MONTH, employer: trust, digest }
  return (await net.as(head).get(SIGN, { input })).signOffSubmission
}
const figures = async (measure: string) => net.as(NATIONAL).get(FIGURES, { measure })
const prepare = async (month = MONTH) => (await net.as(STATISTICIAN).get(PREPARE, { month })).prepareMonth
const publish = async (who = SECOND) => (await net.as(who).get(PUBLISH, { month: MONTH })).publishMonth
/** Posts filled since before the month: the figures of the service are other than they were. */
const postFilled = (hundredths: number) =>
  net.spokeDatabase('RWE').admin`insert into oh_post (id, occupation, funded, in_post, from_on)
    values (gen_random_uuid(), 'technician', ${hundredths}, ${hundredths}, '2026-01-01')`

describe('a month is closed', () => {
  it('begins with the figures of the service, counted from the ordinary work of its team', async () => {
    const found = await look(HEAD, RWE.trust)
    expect(found).toMatchObject({ isNew: true, state: 'not-sent', sent: [] })
    const of = (id: string) => found.measures.find(({ measure }: { measure: string }) => measure === id).now
    expect(of('seen-within-10').denominator).toBeGreaterThan(0)
    expect(of('clinical-wte-per-1000').numerator).toBeGreaterThan(0)
    expect((await net.as(STATISTICIAN).get(WAITING)).england.monthToPublish).toMatchObject({ month: MONTH, received: [] })
  })

  it('is signed off by the heads of service, each the own one, and goes to the national figures', async () => {
    expect(await signs(HEAD, RWE.trust)).toMatchObject({ __typename: 'SubmissionSignedOff', month: { state: 'sent' } })
    await net.settle()
    expect(await look(HEAD, RWE.trust)).toMatchObject({ state: 'taken-in', isNew: false, sent: [{ restatement: 1 }] })
    expect(await signs(OTHER_HEAD, 'RT5')).toMatchObject({ __typename: 'SubmissionSignedOff' })
    await net.settle()
    const { monthToPublish } = (await net.as(STATISTICIAN).get(WAITING)).england
    expect(monthToPublish.received).toEqual([
      { employer: 'RT5', restatement: 1 },
      { employer: 'RWE', restatement: 1 },
    ])
  })

  it('is nobody else’s: not a nurse’s, not another service’s head’s, not the statistician’s', async () => {
    for (const who of [RWE.nurse, OTHER_HEAD, STATISTICIAN, NATIONAL]) {
      const answer = await net.as(who).ask(LOOK, { trust: RWE.trust, month: MONTH })
      expect([who, answer.data?.trust.submission, codesOf(answer)]).toEqual([who, null, ['FORBIDDEN']])
    }
  })

  it('waits at the service while the national figures are away, and arrives once when they are back', async () => {
    await net.stopRollup()
    await postFilled(200)
    expect(await signs(HEAD, RWE.trust)).toMatchObject({ isNew: true })
    await net.settle()
    expect(await look(HEAD, RWE.trust)).toMatchObject({ state: 'sent' })
    await net.startRollup()
    await net.settle()
    expect(await look(HEAD, RWE.trust)).toMatchObject({ state: 'taken-in', sent: [{ restatement: 2 }, { restatement: 1 }] })
  })

  it('is refused for an employer that the register gives to another service, whatever the service itself holds', async () => {
    await net.spokeDatabase('RT5').admin`insert into served_employer (id, employer, employer_name, staff_served, from_on)
      values (gen_random_uuid(), 'RWE', 'University Hospitals of Leicester NHS Trust', 17000, '2026-01-01')`
    const ofOther = async () =>
      (await net.as(OTHER_HEAD).get(LOOK_AT, { trust: 'RT5', month: MONTH, employer: 'RWE' })).trust.submission
    const { digest } = await ofOther()
    const input = { trust: 'RT5', month: MONTH, employer: 'RWE', digest }
    const { signOffSubmission } = await net.as(OTHER_HEAD).get(SIGN, { input })
    expect(signOffSubmission).toMatchObject({ __typename: 'SubmissionSignedOff' })
    await net.settle()
    const refused = await ofOther()
    expect(refused).toMatchObject({ state: 'refused', sent: [{ reasons: [{ word: 'employer-not-served' }] }] })
    expect(refused.sent[0].reasons[0].sentence).toContain('Have the register put right')
    expect(await look(HEAD, RWE.trust)).toMatchObject({ state: 'taken-in' })
    await net.spokeDatabase('RT5').admin`delete from served_employer where employer = 'RWE'`
  })

  it('can be restated until it is published: what is signed off last is what counts', async () => {
    await postFilled(400)
    expect(await look(HEAD, RWE.trust)).toMatchObject({ isNew: true })
    expect(await signs(HEAD, RWE.trust)).toMatchObject({ isNew: true })
    await net.settle()
    expect((await look(HEAD, RWE.trust)).sent).toMatchObject([
      { restatement: 3, state: 'taken-in' },
      { restatement: 2, state: 'taken-in' },
      { restatement: 1, state: 'taken-in' },
    ])
  })

  it('is prepared by one, published by another, once, and moves the figures of the system and of England', async () => {
    const before = await figures('clinical-wte-per-1000')
    expect(before.england.published.at(-1)).toMatchObject({ period: '2026-09' })
    expect(await publish()).toEqual({ __typename: 'Refused', reasons: [{ word: 'not-prepared' }] })
    expect(await prepare()).toEqual({ __typename: 'MonthBeingPrepared' })
    await net.settle()
    expect(await publish(STATISTICIAN)).toEqual({ __typename: 'Refused', reasons: [{ word: 'prepared-by-yourself' }] })
    expect(await publish()).toEqual({ __typename: 'MonthPublished', number: 3 })
    expect(await publish()).toEqual({ __typename: 'Refused', reasons: [{ word: 'month-published' }] })
    const { ics, england } = await figures('clinical-wte-per-1000')
    expect(england.published.at(-1)).toMatchObject({ period: MONTH, publication: 3 })
    expect(england.published.at(-1).numerator).not.toEqual(before.england.published.at(-1).numerator)
    const own = await Promise.all([look(HEAD, RWE.trust), look(OTHER_HEAD, 'RT5')])
    const posts = own.map(({ measures }) => measures.at(-1).now.numerator).reduce((a: number, b: number) => a + b)
    // posts are exact, so both services' own figures are found in the sum of their system, the restated one included
    expect(ics.published.at(-1)).toMatchObject({ period: MONTH, publication: 3, contributors: 2 })
    expect(ics.published.at(-1).numerator.value).toBe(posts)
    const people = (await figures('seen-within-10')).ics.published.at(-1)
    expect(people).toMatchObject({ period: MONTH, numerator: { value: null, mark: 'c' } })
  })

  it('is known at the service to be published, and a correction of it waits for the refresh of the year', async () => {
    await net.settle()
    expect(await look(HEAD, RWE.trust)).toMatchObject({
      state: 'published',
      sent: [
        { restatement: 3, publication: 3 },
        { restatement: 2, publication: null },
        { restatement: 1, publication: null },
      ],
    })
    const before = await figures('clinical-wte-per-1000')
    await postFilled(100)
    expect(await signs(HEAD, RWE.trust)).toMatchObject({ __typename: 'SubmissionSignedOff', isNew: true })
    await net.settle()
    expect(await look(HEAD, RWE.trust)).toMatchObject({
      state: 'waiting',
      sent: [{ restatement: 4, publication: null, waitsFor: '2026/27', waitsBehind: 3 }, { publication: 3 }, {}, {}],
    })
    expect(await figures('clinical-wte-per-1000')).toEqual(before)
  })
})

describe('afterwards', () => {
  it('says who signed off and who published, in chains that hold', async () => {
    const acts = async (database: ReturnType<Network['spokeDatabase']>) =>
      (
        await database.admin<{ actor: string; action: string; outcome: string }[]>`
        select actor, action, outcome from audit_entry where action in ('submission.signOff', 'publication.publish') order by ctid`
      ).map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`)
    expect(await acts(net.spokeDatabase('RWE'))).toContain(`${HEAD} submission.signOff allowed`)
    expect(await acts(net.rollupDatabase())).toEqual([
      `${SECOND} publication.publish refused`,
      `${STATISTICIAN} publication.publish refused`,
      `${SECOND} publication.publish allowed`,
      `${SECOND} publication.publish refused`,
    ])
    const chain = await verifiedChain(net, net.plan.rollup.memberId, net.rollupDatabase())
    expect(chain.breaks).toEqual([])
  })

  it('lets nobody read what a service counted exactly but its own head: the few seen stand in no other answer', async () => {
    const few = /"(numerator|denominator)":(\{"value":)?[1-7][,}]/
    const heardBy = (...who: string[]) => who.flatMap((each) => net.answersTo(each)).join('\n')
    expect(heardBy(HEAD)).toMatch(few)
    expect(heardBy(NATIONAL, STATISTICIAN, SECOND, RWE.nurse)).not.toMatch(few)
  })
})
