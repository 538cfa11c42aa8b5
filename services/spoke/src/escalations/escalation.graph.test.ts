import { printSubgraph } from '@oh/graph'
import type { EscalationId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gateTextOf } from '../consents/gate-texts.ts'
import { spokeSchema } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { BELL, escalateAsk, newKey, type Scene, SETHI, scene } from './testing/scene.ts'

let s: Scene
let sent: Awaited<ReturnType<Scene['escalated']>>
beforeAll(async () => {
  s = await scene()
  sent = await s.escalated()
  await s.accepted(sent.id)
})
afterAll(() => s[Symbol.asyncDispose]())

const ENTITY = (fields: string) => `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Escalation { ${fields} } } }`
const entity = (who: string, fields: string, different: Record<string, string> = {}) => {
  const key = { __typename: 'Escalation', poolId: s.spoke.pool, spokeId: s.spoke.id, id: sent.id as string, ...different }
  return ask(s.spoke, who, ENTITY(fields), { of: [key] })
}
const codes = ({ errors }: { errors: readonly { extensions?: { code?: string } }[] }) =>
  errors.map(({ extensions }) => extensions?.code)
const CARD = 'worker { fullName employer employerName jobTitle }'

describe('who the worker is', () => {
  it('is shown to the specialist who accepted, and to the OH team', async () => {
    const card = {
      fullName: 'Marta Nowak',
      employer: 'RWE',
      employerName: 'University Hospitals of Leicester NHS Trust',
      jobTitle: 'Staff nurse',
    }
    for (const who of [BELL, 'nurse', 'administrator']) expect((await entity(who, CARD)).data._entities[0].worker).toEqual(card)
  })
  it('is name, employer and post, as the worker was told, and no more', () => {
    const card = spokeSchema.getType('IdentityCard')
    const fields = card && 'getFields' in card ? Object.keys(card.getFields()).sort() : []
    expect(fields).toEqual(['employer', 'employerName', 'fullName', 'jobTitle'])
    expect(gateTextOf('explicit-consent').sentences.join(' ')).toContain('sees your name, employer and post')
  })
  it('is hidden from another specialist and a manager exactly as an escalation that is not there', async () => {
    for (const who of [SETHI, 'stranger', 'manager-2']) {
      const there = await entity(who, CARD)
      const missing = await entity(who, CARD, { id: newKey() })
      expect(codes(there)).toEqual(['NOT_FOUND'])
      expect(missing.text).toBe(there.text)
    }
  })
})

describe('the trust’s own part', () => {
  const SENT = 'sent { stateTitle question opinion { verified } reasons { title source } escalation { id } }'
  it('is for nurses and physicians; a manager and a specialist have no part in it', async () => {
    expect((await entity('nurse', SENT)).data._entities[0].sent).toMatchObject({ stateTitle: 'Accepted by a specialist' })
    for (const who of ['manager', 'administrator', 'worker', BELL, 'privacy']) {
      const there = await entity(who, SENT)
      expect(codes(there)).toEqual(['FORBIDDEN'])
      expect((await entity(who, SENT, { id: newKey() })).text).toBe(there.text)
    }
    expect((await entity('nurse', SENT, { id: newKey() })).text).toBe((await entity('nurse', SENT, { id: 'x' })).text)
  })
  it('shows a manager nothing of escalations on the case, and the list not at all', async () => {
    const onCase = `query ($id: ID!) { case(trust: "RWE", id: $id) { stateTitle gate { id } escalations { id } moves { title } } }`
    expect((await ask(s.spoke, 'manager', onCase, { id: sent.caseId })).data.case).toMatchObject({
      gate: null,
      escalations: null,
      moves: [],
    })
    const list = '{ sentEscalations(trust: "RWE", first: 5) { rows { id } } }'
    expect(codes(await ask(s.spoke, 'manager', list))).toEqual(['FORBIDDEN'])
  })
})

describe('the consent proof', () => {
  it('is always a signed word, whoever asks for whatever', async () => {
    for (const [who, different] of [
      [BELL, {}],
      [SETHI, {}],
      ['manager', { id: newKey() }],
    ] as const)
      expect((await entity(who, 'consentProof', different)).data._entities[0].consentProof).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  })
  it('cannot be named by people, only by the gateway', async () => {
    expect(printSubgraph(spokeSchema)).toMatch(/consentProof: String @inaccessible/)
  })
})

describe('a reference', () => {
  it('to another spoke or another pool is refused, however the gateway routed it', async () => {
    expect(codes(await entity(BELL, CARD, { spokeId: 'spoke-0000000000ff' }))).toEqual(['MISROUTED'])
    expect(codes(await entity(BELL, 'consentProof', { poolId: 'pool-0000000000ff' }))).toEqual(['MISROUTED'])
  })
  it('to another trust in a question or a form is refused', async () => {
    const list = '{ sentEscalations(trust: "RX1", first: 5) { rows { id } } }'
    expect(codes(await ask(s.spoke, 'nurse', list))).toEqual(['MISROUTED'])
  })
})

describe('through the graph', () => {
  const MUTATION = `mutation ($input: EscalateCaseInput!) { escalateCase(input: $input) { __typename
    ... on Refused { reasons { word sentence } } ... on Stale { changes currentVersion }
    ... on CaseEscalated { case { state } escalation { state } warnings { title } } } }`
  it('a case goes up, a refusal says why, an older form what changed', async () => {
    const of = await s.newCase()
    const send = (version: number, who = 'nurse') =>
      ask(s.spoke, who, MUTATION, { input: { trust: 'RWE', ...escalateAsk({ id: of.id, version }) } })
    expect((await send(1)).data.escalateCase).toMatchObject({ __typename: 'Refused', reasons: [{ word: 'gate-missing' }] })
    await s.consent(of)
    expect((await send(2)).data.escalateCase).toMatchObject({ __typename: 'CaseEscalated', case: { state: 'escalated' } })
    expect((await send(2, 'nurse-2')).data.escalateCase).toMatchObject({ __typename: 'Stale', currentVersion: 3 })
    expect(codes(await send(2, 'manager'))).toEqual(['FORBIDDEN'])
  })
  it('the preview says which rules fire, what stands in the way and what would leave', async () => {
    const of = await s.newCase()
    const PREVIEW = `query ($id: ID!, $form: EscalationPreviewInput!) { escalationPreview(trust: "RWE", caseId: $id, form: $form) {
      version fired { title source mayOverrule } rules { rule } against { word sentence source } warnings { field found stops }
      leaves { title seenBy } texts { field max } gate { standing } ageBand department inHousePhysician workerIsDoctor acceptBy } }`
    const form = { facts: { psychiatricCondition: true, riskAtWork: true }, summary: 'Ms Nowak sleeps badly.' }
    const { data } = await ask(s.spoke, 'nurse', PREVIEW, { id: of.id, form })
    expect(data.escalationPreview).toMatchObject({
      version: 1,
      fired: [{ title: 'Psychiatric condition with a risk at work', mayOverrule: false }],
      gate: null,
      ageBand: '35-44',
      inHousePhysician: 'not-asked',
      acceptBy: null,
      warnings: [{ field: 'summary', stops: true }],
    })
    const words = data.escalationPreview.against.map(({ word }: { word: string }) => word)
    expect(words).toEqual(
      expect.arrayContaining(['gate-missing', 'question-missing', 'names-the-worker', 'specialists-not-shown']),
    )
    expect(data.escalationPreview.leaves.map(({ title }: { title: string }) => title)).toContain('Age band of ten years')
    expect(codes(await ask(s.spoke, 'administrator', PREVIEW, { id: of.id, form }))).toEqual(['FORBIDDEN'])
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(0)
  })
  it('one sent escalation is read by its id, with what people call it and how long it waits', async () => {
    const ONE = `query ($id: ID!) { sentEscalation(trust: "RWE", id: $id) { caseReference workerName waitingDays isLate round } }`
    const { data } = await ask(s.spoke, 'nurse', ONE, { id: sent.id })
    expect(data.sentEscalation).toEqual({
      caseReference: expect.stringMatching(/^\w{3}-\w{3}-\w{3}$/),
      workerName: 'Marta Nowak',
      waitingDays: 0,
      isLate: false,
      round: 0,
    })
    s.test.clock.forward(15 * 24 * 60)
    expect((await ask(s.spoke, 'nurse', ONE, { id: sent.id })).data.sentEscalation).toMatchObject({
      waitingDays: 11,
      isLate: true,
    })
    s.test.clock.forward(-15 * 24 * 60)
    expect(codes(await ask(s.spoke, 'nurse', ONE, { id: newKey() }))).toEqual(['NOT_FOUND'])
    expect(codes(await ask(s.spoke, 'manager', ONE, { id: sent.id }))).toEqual(['FORBIDDEN'])
  })
  it('what was sent is listed page by page, each once', async () => {
    for (let more = 0; more < 3; more++) await s.escalated()
    const LIST = `query ($after: String) { sentEscalations(trust: "RWE", first: 2, after: $after) {
      rows { id caseReference workerName waitingDays isLate round } pageInfo { hasNextPage endCursor } } }`
    const seen: EscalationId[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await ask(s.spoke, 'nurse', LIST, { after })
      seen.push(...data.sentEscalations.rows.map(({ id }: { id: EscalationId }) => id))
      after = data.sentEscalations.pageInfo.endCursor
      more = data.sentEscalations.pageInfo.hasNextPage
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await s.count('escalation'))
    expect(codes(await ask(s.spoke, 'nurse', LIST, { after: 'nonsense' }))).toEqual(['BAD_USER_INPUT'])
  })
})
