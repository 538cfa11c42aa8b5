import { findTrust } from '@oh/organisations'
import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { coverageOf } from './coverage.ts'
import { documentId } from './known-documents.ts'
import { type Answer, startFederation } from './shards/samples/federation.ts'

const BOARD = 'query Board($ics: ID!) { ics(code: $ics) { trusts { odsCode name openCases slots { day } } } }'
const coverageIn = ({ text }: Answer) => JSON.parse(text).extensions?.coverage
const staff = (...codes: string[]) => codes.reduce((sum, code) => sum + (findTrust(code)?.staffFte ?? 0), 0)
const share = (...codes: string[]) => Math.floor((staff(...codes) / staff('RHA', 'RK5', 'RX1', 'RX9')) * 1_000) / 1_000

describe('what an answer covers', () => {
  const silent = (trust: string) =>
    new GraphQLError('x', { extensions: { code: 'SPOKE_UNAVAILABLE', trust, reason: 'TIMEOUT', member: 'spoke-1' } })

  it('is nothing when it asked about no trust', () => expect(coverageOf(new Set(), [silent('RK5')])).toBeUndefined())

  it('counts each trust once, whatever was said of it, and none that was not asked', () => {
    const errors = [silent('RK5'), silent('RK5'), silent('RWE'), new GraphQLError('of nobody')]
    expect(coverageOf(new Set(['RX1', 'RK5']), errors)).toEqual({
      asked: 2,
      answered: 1,
      missing: [{ trust: 'RK5', code: 'SPOKE_UNAVAILABLE', reason: 'TIMEOUT' }],
      staffShare: Math.floor((staff('RX1') / staff('RX1', 'RK5')) * 1_000) / 1_000,
    })
  })

  it('is all of the staff only when all answered, and no share where no staff is known', () => {
    expect(coverageOf(new Set(['RX1']), [])?.staffShare).toBe(1)
    expect(coverageOf(new Set(['RX1']), [silent('RX1')])?.staffShare).toBe(0)
    expect(coverageOf(new Set(['ZZZ']), [])).toEqual({ asked: 1, answered: 1, missing: [], staffShare: null })
  })
})

describe('an answer about several trusts', () => {
  it('says that all answered', async () => {
    await using net = await startFederation()
    expect(coverageIn(await net.ask(BOARD, { ics: 'QT1' }))).toEqual({ asked: 5, answered: 5, missing: [], staffShare: 1 })
  })

  it('says who did not, why, and whose staff is covered, beside everything that came', async () => {
    await using net = await startFederation({ callLimits: { queryMs: 300 } })
    await net.ask(BOARD, { ics: 'QT1' })
    await net.server('RK5').stop()
    net.server('RX9').mood = 'hung'
    const answer = await net.ask(BOARD, { ics: 'QT1' })
    expect(answer.status).toBe(200)
    expect(coverageIn(answer)).toEqual({
      asked: 5,
      answered: 3,
      missing: [
        { trust: 'RK5', code: 'SPOKE_UNAVAILABLE', reason: 'UNREACHABLE' },
        { trust: 'RX9', code: 'SPOKE_UNAVAILABLE', reason: 'TIMEOUT' },
      ],
      staffShare: share('RHA', 'RX1'),
    })
    expect(answer.text).not.toMatch(/spoke-|127\.0\.0\.1/)
  })

  it('tells a refusal and a service that is not yet able from a silence', async () => {
    await using net = await startFederation({ older: ['RX1'] })
    const refused = coverageIn(await net.ask('{ ics(code: "QT1") { trusts { refused } } }'))
    expect(refused).toMatchObject({ asked: 5, answered: 0, staffShare: 0 })
    const older = coverageIn(await net.ask('{ ics(code: "QT1") { trusts { openCases wait { days } } } }'))
    expect(older).toEqual({
      asked: 5,
      answered: 4,
      missing: [{ trust: 'RX1', code: 'NOT_YET_AT_TRUST' }],
      staffShare: share('RHA', 'RK5', 'RX9'),
    })
  })

  it('says so to a known document in production too, and again for each answer', async () => {
    const persistedDocuments = new Map([[documentId(BOARD), BOARD]])
    await using net = await startFederation({ profile: 'production', persistedDocuments })
    const ask = () => net.post({ documentId: documentId(BOARD), variables: { ics: 'QT1' } })
    expect(coverageIn(await ask())).toMatchObject({ asked: 5, answered: 5 })
    await net.server('RK5').stop()
    expect(coverageIn(await ask())).toMatchObject({ asked: 5, answered: 4, missing: [{ trust: 'RK5' }] })
  })

  it('says so without the native planner too', async () => {
    await using net = await startFederation({ loadPlanner: () => Promise.reject(new Error('no binary')) })
    await net.server('RK5').stop()
    expect(coverageIn(await net.ask(BOARD, { ics: 'QT1' }))).toMatchObject({ asked: 5, answered: 4, missing: [{ trust: 'RK5' }] })
  })

  it.each([
    ['that asks no service', '{ ics(code: "QT1") { trusts { odsCode name } } }'],
    ['that is refused before anybody is asked', '{ ics(code: "QT1") { nonsense } }'],
    ['that changes something', 'mutation { note(trust: "RK5", text: "x") }'],
  ])('one %s says nothing of it', async (_which, text) => {
    await using net = await startFederation()
    expect(coverageIn(await net.ask(text))).toBeUndefined()
  })
})
