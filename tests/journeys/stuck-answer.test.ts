import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundIn } from '../network/leaks.ts'
import { RWE } from '../network/people.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const MONTH = '2026-10'
const HEAD = 'head-rwe'
const STATISTICIAN = 'statistician'
const OFFICER = 'privacy-officer-figures'
const LOOK = `query ($trust: ID!, $month: String!) { trust(odsCode: $trust) { submission(month: $month, employer: $trust) {
  digest state sent { restatement } } } }`
const SIGN = `mutation ($input: SignOffSubmissionInput!) { signOffSubmission(input: $input) { __typename } }`
const PARKED = `{ rollupParkedMessages(first: 10) { waiting parked
  rows { id name destination employerName reason reasonSentence attempts blocked } } }`
const RETRY = `mutation ($input: RetryRollupMessageInput!) { retryRollupMessage(input: $input) { __typename
  ... on RollupMessageRetried { messageId } ... on Refused { reasons { word } } } }`
const AUDIT = `{ rollupAuditEntries(first: 100) { rows { actorName action what outcome reasons resourceIds } }
  rollupAuditChain { sealed breaks } }`

let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'], rollup: { history: 0 } })
}, 120_000)
afterAll(() => net?.[Symbol.asyncDispose]())

const look = async () => (await net.as(HEAD).get(LOOK, { trust: RWE.trust, month: MONTH })).trust.submission
const signs = async () => {
  const { digest } = await look()
  const input = { trust: RWE.trust, month: MONTH, employer: RWE.trust, digest }
  expect((await net.as(HEAD).get(SIGN, { input })).signOffSubmission.__typename).toBe('SubmissionSignedOff')
}
/** Posts filled since before the month: the figures of the service are other than they were. */
const postFilled = () =>
  net.spokeDatabase('RWE').admin`insert into oh_post (id, occupation, funded, in_post, from_on)
    values (gen_random_uuid(), 'technician', 200, 200, '2026-01-01')`
/** From which epoch on the service takes messages of the national figures. */
const takesFrom = (epoch: number) =>
  net.spokeDatabase('RWE')
    .admin`update inbox_position set epoch = ${epoch} where source = ${net.plan.rollup.memberId} returning 1`
const parked = async () => (await net.as(STATISTICIAN).get(PARKED)).rollupParkedMessages
const retry = async (messageId: string) =>
  (await net.as(STATISTICIAN).get(RETRY, { input: { messageId, reason: 'mended-there' } })).retryRollupMessage
/** As long as it takes for everything that will be tried again to be tried, three times over. */
const tryAgain = async () => {
  for (let times = 0; times < 4; times += 1) {
    await net.settle()
    net.clock.advance({ minutes: 6 })
  }
}

describe('an answer that a service refuses', () => {
  let messageId = ''

  it('leaves the head of service without one, and stands with its reason before the statistician', async () => {
    await signs()
    await net.settle()
    expect(await look()).toMatchObject({ state: 'taken-in' })
    expect(await takesFrom(2)).toHaveLength(1)
    await postFilled()
    await signs()
    await tryAgain()
    expect(await look()).toMatchObject({ state: 'sent', sent: [{ restatement: 2 }, { restatement: 1 }] })
    const { rows, ...counts } = await parked()
    expect(counts).toEqual({ waiting: 0, parked: 1 })
    expect(rows).toEqual([
      {
        id: expect.any(String),
        name: 'submission-answered.v1',
        destination: net.spokeId('RWE'),
        employerName: expect.stringContaining('University Hospitals of Leicester'),
        reason: 'older-epoch',
        reasonSentence: 'The other side has newer messages from this sender than this one.',
        attempts: 3,
        blocked: 0,
      },
    ])
    messageId = rows[0].id
  })

  it('is parked again when it is sent again too early', async () => {
    expect(await retry(messageId)).toEqual({ __typename: 'RollupMessageRetried', messageId })
    await tryAgain()
    expect(await parked()).toMatchObject({ waiting: 0, parked: 1, rows: [{ id: messageId, attempts: 6 }] })
  })

  it('arrives once it is sent again and the service has mended what was wrong', async () => {
    await takesFrom(1)
    expect(await retry(messageId)).toMatchObject({ __typename: 'RollupMessageRetried' })
    expect(await retry(messageId)).toEqual({ __typename: 'Refused', reasons: [{ word: 'not-parked' }] })
    await net.settle()
    expect(await look()).toMatchObject({ state: 'taken-in' })
    expect(await parked()).toEqual({ waiting: 0, parked: 0, rows: [] })
  })

  it('is nobody else’s to see or to send: not the head of service’s, not the officer’s who reads the audit', async () => {
    for (const who of [HEAD, OFFICER, 'national-lead']) {
      await expect(net.as(who).get(PARKED)).rejects.toThrow('FORBIDDEN')
      await expect(net.as(who).get(RETRY, { input: { messageId, reason: 'mended-there' } })).rejects.toThrow('FORBIDDEN')
    }
  })

  it('stands in the audit of the national figures with who sent it again and why, and in no other words', async () => {
    const { rollupAuditEntries, rollupAuditChain } = await net.as(OFFICER).get(AUDIT)
    const sentAgain = { actorName: 'Hamish Orr', what: 'Sent a stuck message again', outcome: 'allowed' }
    expect(rollupAuditEntries.rows).toContainEqual(
      expect.objectContaining({ ...sentAgain, reasons: ['mended-there'], resourceIds: [messageId] }),
    )
    expect(rollupAuditChain.breaks).toEqual([])
    const heard = [...net.answersTo(STATISTICIAN), ...net.answersTo(OFFICER)].join('\n')
    expect(foundIn(heard, ['"numerator"', '"denominator"', 'signedOffAt'])).toEqual([])
    await expect(net.as(STATISTICIAN).get(AUDIT)).rejects.toThrow('FORBIDDEN')
    await expect(net.as('privacy-officer-england').get(AUDIT)).rejects.toThrow('FORBIDDEN')
  })
})
