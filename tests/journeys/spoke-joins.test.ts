import { keyFingerprint } from '@oh/auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done } from '../network/acts.ts'
import { codesOf } from '../network/caller.ts'
import { handIn, wireFrom } from '../network/forge.ts'
import { nurseAt } from '../network/nurse.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const INVITE = `mutation ($code: ID!) { result: inviteMember(kind: spoke, code: $code) { __typename
  ... on MemberInvited { memberId code expiresAt } ... on Refused { reasons { word } } } }`
const APPROVE = `mutation ($id: ID!, $fingerprint: String!) { result: approveMember(memberId: $id, fingerprint: $fingerprint) {
  __typename ... on Refused { reasons { word } } } }`
const CHANGE = `mutation ($id: ID!, $change: MemberChange!) { result: changeMember(memberId: $id, change: $change) { __typename
  ... on MemberChanged { state } ... on Refused { reasons { word } } } }`
const STATE = '{ trust(odsCode: "RT5") { memberState service { name } } }'
const BLESSING = 'nurse-rt5'

let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
})
afterAll(() => net?.[Symbol.asyncDispose]())

let memberId = ''
let code = ''
let newcomer: Awaited<ReturnType<Network['newcomer']>>
const wendy = () => net.as('registrar')
const sanjay = () => net.as('registrar-2')
const change = async (to: string) => (await wendy().get(CHANGE, { id: memberId, change: to })).result
const join = async (body: unknown) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${net.gatewayUrl}/directory/join`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, ...((await answer.json()) as { memberId?: string; fingerprint?: string; code?: string }) }
}

describe('a trust joins the federation', () => {
  it('is invited by a registrar, and by nobody else', async () => {
    for (const person of ['nurse-rwe', 'national-lead', 'ics-lead-qk1'])
      expect(codesOf(await net.as(person).ask(INVITE, { code: 'RT5' }))).toEqual(['FORBIDDEN'])
    const { result } = await wendy().get(INVITE, { code: 'RT5' })
    expect(result.__typename).toBe('MemberInvited')
    memberId = result.memberId
    code = result.code
    expect((await wendy().get(INVITE, { code: 'RT5' })).result.reasons).toEqual([{ word: 'already-served' }])
    expect((await wendy().get(INVITE, { code: 'ZZ9' })).result.reasons).toEqual([{ word: 'unknown-code' }])
  })

  it('hands in its key with the one-time code, which serves once', async () => {
    newcomer = await net.newcomer('RT5', memberId)
    expect(await join({ code: 'guessed', jwk: newcomer.key.publicJwk })).toMatchObject({
      status: 403,
      code: 'no-such-invitation',
    })
    expect(await join({ code, jwk: newcomer.key.publicJwk })).toEqual({
      status: 202,
      memberId,
      fingerprint: keyFingerprint(newcomer.key.publicJwk),
    })
    expect(await join({ code, jwk: newcomer.key.publicJwk })).toMatchObject({ status: 403 })
  })

  it('is approved by a second registrar who compared the fingerprint', async () => {
    const fingerprint = keyFingerprint(newcomer.key.publicJwk)
    expect((await wendy().get(APPROVE, { id: memberId, fingerprint })).result.reasons).toEqual([{ word: 'same-person' }])
    const other = { id: memberId, fingerprint: keyFingerprint((await net.signingKey('gateway')).publicJwk) }
    expect((await sanjay().get(APPROVE, other)).result.reasons).toEqual([{ word: 'fingerprint-differs' }])
    expect((await net.as(BLESSING).ask(STATE)).data.trust).toEqual({ memberState: 'invited', service: null })
    expect((await sanjay().get(APPROVE, { id: memberId, fingerprint })).result.__typename).toBe('MemberApproved')
    expect((await net.as(BLESSING).ask(STATE)).data.trust.memberState).toBe('invited')
  })

  it('is in with its first heartbeat, and its first answer comes through the gateway', async () => {
    await newcomer.start()
    const first = await net.as(BLESSING).get(STATE)
    expect(first.trust).toMatchObject({ memberState: 'active', service: { name: expect.stringMatching(/\w/) } })
    const { worklist } = await net.as(BLESSING).get('{ worklist(trust: "RT5", first: 5) { rows { id } } }')
    expect(worklist.rows.length).toBeGreaterThan(0)
    expect(codesOf(await net.as('nurse-rwe').ask('{ worklist(trust: "RT5", first: 5) { rows { id } } }'))).toEqual(['FORBIDDEN'])
  })

  it('sends its first escalation, which is answered like any other', async () => {
    const blessing = nurseAt(net.as(BLESSING), 'RT5')
    const { id } = await blessing.readyCase('Quilla Featherstone', '77040')
    done(await blessing.escalates(id), 'CaseEscalated')
    await net.settle()
    expect((await blessing.sent(id)).state).toBe('offered')
  })
})

describe('a member that is suspended', () => {
  let waitingCase = ''
  const waiting = () => {
    const database = new Map(net.databases()).get('spoke_rt5')
    if (!database) throw new Error('the newcomer has no database')
    return database.admin`select name, state, reason from outbox_message where state <> 'acknowledged'`
  }

  it('is not asked any more, and its heartbeats and messages are refused', async () => {
    const blessing = nurseAt(net.as(BLESSING), 'RT5')
    const { id } = await blessing.readyCase('Odo Featherstone', '77041')
    waitingCase = id
    done(await blessing.escalates(id), 'CaseEscalated')
    expect(await change('suspend')).toEqual({ __typename: 'MemberChanged', state: 'suspended' })
    net.clock.advance({ minutes: 1 })
    await newcomer.heartbeat()
    const asked = await net.as(BLESSING).ask(STATE)
    expect(asked.data.trust).toEqual({ memberState: 'suspended', service: null })
    expect(asked.errors[0]?.extensions).toMatchObject({ code: 'SPOKE_UNAVAILABLE', trust: 'RT5', reason: 'NOT_ACTIVE' })
    const wire = await wireFrom(net, memberId, net.poolId('QK1'), { body: { nothing: 'is read' } })
    expect(await handIn(net.urlOf(net.poolId('QK1')), wire)).toEqual({ status: 403, code: 'sender-not-active' })
  })

  it('keeps what it has to say until it is resumed, and loses nothing', async () => {
    for (let minutes = 0; minutes < 60; minutes += 15) {
      await net.settle()
      net.clock.advance({ minutes: 15 })
    }
    expect(await waiting()).toEqual([{ name: 'case-escalated.v1', state: 'waiting', reason: 'sender-not-active' }])
    expect(await change('resume')).toEqual({ __typename: 'MemberChanged', state: 'active' })
    net.clock.advance({ minutes: 6 })
    await net.settle()
    expect(await waiting()).toEqual([])
    expect((await nurseAt(net.as(BLESSING), 'RT5').sent(waitingCase)).state).toBe('offered')
    expect(await net.poolDatabase('QK1').admin`select count(*)::int as many from escalation`).toEqual([{ many: 2 }])
  })

  it('may be retired, and stays in the registry with its history', async () => {
    expect(await change('retire')).toEqual({ __typename: 'MemberChanged', state: 'retired' })
    expect((await change('resume')).reasons).toEqual([{ word: 'not-a-lawful-change' }])
    const members = (await (await fetch(`${net.gatewayUrl}/directory/members`)).json()) as { id: string; state: string }[]
    expect(members.find(({ id }) => id === memberId)).toMatchObject({ state: 'retired' })
  })
})
