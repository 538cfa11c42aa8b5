import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, submitter, wordsOf } from '../network/acts.ts'
import { codesOf } from '../network/caller.ts'
import { dumpOf, foundIn } from '../network/leaks.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { CONTENT, PLANTED, QK1, RWE } from '../network/people.ts'
import { type EscalationKey, type Specialist, specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const MINE = `{ myRecord(trust: "RWE") { cases { id version state allowedActions gate { standing withdrawalSentence }
  escalations { id state acceptedName withdrawnAt } } } }`

let net: Network
let asha: Nurse
let bell: Specialist
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  bell = specialistAt(net.as(QK1.bell), QK1.ics)
})
afterAll(() => net?.[Symbol.asyncDispose]())

const marta = () => net.as(RWE.worker)
const myCase = async (id: string) => {
  const { myRecord } = await marta().get(MINE)
  return myRecord.cases.find((each: { id: string }) => each.id === id)
}

/** Marta's own case: she gives consent herself, the nurse sends it up, and it is on offer to Dr Bell. */
async function onOffer(change: Record<string, unknown> = {}): Promise<{ caseId: string; key: EscalationKey }> {
  const { myTeam } = await net.as(RWE.manager).get('{ myTeam(trust: "RWE") { id fullName } }')
  const worker = myTeam.find((each: { fullName: string }) => each.fullName === RWE.workerName)
  const referral = {
    source: 'line-manager',
    reason: 'stress',
    words: 'What can be changed?',
    workerTold: true,
    workerId: worker.id,
  }
  const made = await submitter(net.as(RWE.manager), { trust: RWE.trust })(
    'makeReferral',
    '... on ReferralMade { referral { id } }',
    referral,
  )
  const { id: caseId } = await asha.accepts(done(made, 'ReferralMade').referral.id)
  const consent = { caseId, expectedVersion: 1, kind: 'explicit-consent', textVersion: 'consent-to-pool-1' }
  const give = submitter(marta(), { trust: RWE.trust })
  done(await give('recordGate', '... on GateRecorded { case { id } }', consent), 'GateRecorded')
  const { escalation } = done(await asha.escalates(caseId, { category: 'mental-health', ...change }), 'CaseEscalated')
  await net.settle()
  return { caseId, key: { spokeId: escalation.spokeId, id: escalation.id } }
}

const offerIdOf = async ({ id }: EscalationKey): Promise<string> => {
  const offer = await bell.offerOf(id)
  return offer?.id ?? expect.fail('Dr Bell has no offer')
}

/** The same, accepted by Dr Bell, who has declared no conflict and has read the content. */
async function opened(change: Record<string, unknown> = {}): Promise<{ caseId: string; key: EscalationKey }> {
  const { caseId, key } = await onOffer(change)
  done(await bell.accepts(await offerIdOf(key)), 'OfferAccepted')
  await net.settle()
  done(await bell.declares(key, false), 'ConflictDeclared')
  expect(foundIn((await bell.opens(key)).text, CONTENT)).toEqual([...CONTENT])
  return { caseId, key }
}

const withdraw = (caseId: string, consequencesVersion: string | null = 'withdrawal-consequences-1') =>
  submitter(marta(), { trust: RWE.trust })('withdrawConsent', '... on ConsentWithdrawn { outcome sentence }', {
    caseId,
    consequencesVersion,
  })

describe('a worker who withdraws consent', () => {
  it('is told the consequences first, and then that it is done', async () => {
    const { caseId, key } = await opened()
    expect(wordsOf(await withdraw(caseId, null))).toEqual(['consequences-not-told'])
    expect(foundIn((await bell.opens(key)).text, [PLANTED.question])).toEqual([PLANTED.question])
    const withdrawn = done(await withdraw(caseId), 'ConsentWithdrawn')
    expect(withdrawn).toMatchObject({ outcome: 'final', sentence: expect.stringMatching(/^You have withdrawn your consent/) })
    expect(await myCase(caseId)).toMatchObject({
      gate: { standing: 'withdrawn', withdrawalSentence: expect.stringMatching(/^You have withdrawn/) },
      escalations: [{ state: 'withdrawn', withdrawnAt: expect.any(String) }],
      allowedActions: [],
    })
    expect(wordsOf(await withdraw(caseId))).toEqual(['already-withdrawn'])
  })

  it('shuts content and identity from that moment, before a single message has crossed', async () => {
    const { caseId, key } = await opened()
    done(await withdraw(caseId), 'ConsentWithdrawn')
    const shut = await bell.opens(key)
    expect(shut.data.escalation.content).toBeNull()
    expect(shut.errors[0]?.extensions).toMatchObject({ code: 'CONTENT_CLOSED', reason: 'consent-withdrawn' })
    expect(foundIn(shut.text, CONTENT)).toEqual([])
    const card = await bell.card(key)
    expect([card.data.escalation.worker, foundIn(card.text, [RWE.workerName])]).toEqual([null, []])
    expect((await asha.readCase(caseId, 'openTasks { kind }')).openTasks).toEqual([{ kind: 'consent-withdrawn' }])
    expect(wordsOf(await asha.escalates(caseId))).toContain('consent-withdrawn')
  })

  it('has the pool’s copy erased for good once the news has crossed, and no opinion is taken any more', async () => {
    const { caseId, key } = await opened()
    done(await withdraw(caseId), 'ConsentWithdrawn')
    await net.settle()
    const [row] = await net.poolDatabase('QK1').admin`select state, content, record_key from escalation where id = ${key.id}`
    expect(row).toEqual({ state: 'withdrawn', content: null, record_key: null })
    expect(wordsOf(await bell.answers(key))).toEqual(['already-withdrawn'])
    expect((await bell.opens(key)).errors[0]?.extensions).toMatchObject({ code: 'CONTENT_CLOSED', reason: 'consent-withdrawn' })
    expect((await asha.sent(caseId)).state).toBe('withdrawn')
    // consent given again reaches a new escalation only
    done(await asha.consents(caseId), 'GateRecorded')
    expect((await bell.opens(key)).data.escalation.content).toBeNull()
  })

  it('leaves the author the own opinion, read-only, and what the trust was told', async () => {
    const { caseId, key } = await opened()
    done(await bell.answers(key), 'OpinionGiven')
    await net.settle()
    done(await withdraw(caseId), 'ConsentWithdrawn')
    await net.settle()
    const read = await bell.read(key, 'state allowedActions myOpinion { answer }')
    expect(read.data.escalation).toMatchObject({
      allowedActions: [],
      myOpinion: { answer: expect.stringContaining(PLANTED.answer) },
    })
    expect((await bell.opens(key)).data.escalation.content).toBeNull()
    expect((await asha.sent(caseId)).opinion.answer).toContain(PLANTED.answer)
    expect(foundIn(await dumpOf(net.poolDatabase('QK1')), [...CONTENT, PLANTED.answer])).toEqual([])
  })
})

describe('a withdrawal before anybody has accepted', () => {
  it('takes the offer back: it cannot be accepted any more, and nobody else is asked', async () => {
    const { caseId, key } = await onOffer()
    const offerId = await offerIdOf(key)
    done(await withdraw(caseId), 'ConsentWithdrawn')
    await net.settle()
    expect(await bell.offerOf(key.id)).toBeUndefined()
    expect(wordsOf(await bell.accepts(offerId))).toEqual(['already-withdrawn'])
    expect(await specialistAt(net.as(QK1.sethi), QK1.ics).offerOf(key.id)).toBeUndefined()
    expect((await asha.sent(caseId)).state).toBe('withdrawn')
  })

  it('shows whoever accepts before the news has crossed neither a name nor a word', async () => {
    const { caseId, key } = await onOffer()
    const offerId = await offerIdOf(key)
    done(await withdraw(caseId), 'ConsentWithdrawn')
    done(await bell.accepts(offerId), 'OfferAccepted')
    const look = async () => {
      const [card, content] = [await bell.card(key), await bell.opens(key)]
      expect([card.data.escalation?.worker ?? null, content.data.escalation?.content ?? null]).toEqual([null, null])
      expect(foundIn(card.text + content.text, [RWE.workerName, ...CONTENT])).toEqual([])
    }
    await look()
    await net.settle()
    await look()
    expect(await asha.sent(caseId)).toMatchObject({ state: 'withdrawn', acceptedName: null })
    expect(wordsOf(await bell.declares(key, false))).toEqual(['already-withdrawn'])
  })
})

describe('a withdrawal while the opinion is being written', () => {
  it('shuts the content under the author’s pen, and an opinion sent all the same does not reach the record', async () => {
    const { caseId, key } = await opened()
    done(await withdraw(caseId), 'ConsentWithdrawn')
    expect((await bell.opens(key)).errors[0]?.extensions).toMatchObject({ code: 'CONTENT_CLOSED', reason: 'consent-withdrawn' })
    // the pool has not heard yet, and lets its author sign
    done(await bell.answers(key), 'OpinionGiven')
    await net.settle()
    expect(await asha.sent(caseId)).toMatchObject({ state: 'withdrawn', opinion: null })
    expect((await asha.readCase(caseId, 'openTasks { kind }')).openTasks).toEqual([{ kind: 'consent-withdrawn' }])
    expect(foundIn(JSON.stringify(await myCase(caseId)), [PLANTED.answer, PLANTED.advice])).toEqual([])
    const { admin } = net.spokeDatabase('RWE')
    expect(
      await admin`select outcome, reasons from inbox_receipt where subject = ${key.id} and name = 'opinion-given.v1'`,
    ).toEqual([{ outcome: 'refused', reasons: ['already-withdrawn'] }])
    const [row] = await net.poolDatabase('QK1').admin`select state, content from escalation where id = ${key.id}`
    expect(row).toEqual({ state: 'withdrawn', content: null })
  })
})

describe('a withdrawal while somebody may be at risk', () => {
  it('stops all ordinary use at once, and the named physician’s decision seals the copy', async () => {
    const { caseId, key } = await opened({ safetyFlag: true })
    expect(done(await withdraw(caseId), 'ConsentWithdrawn').outcome).toBe('awaiting-decision')
    expect((await bell.opens(key)).errors[0]?.extensions).toMatchObject({ reason: 'consent-withdrawn' })
    await net.settle()
    const copy = async () =>
      (await net.poolDatabase('QK1').admin`select content is null as gone from escalation where id = ${key.id}`)[0]
    expect(await copy()).toEqual({ gone: false })
    const decide = (person: string) =>
      submitter(net.as(person), { trust: RWE.trust })('decideOnWithdrawal', '... on WithdrawalDecided { outcome sentence }', {
        escalationId: key.id,
        decision: 'abide',
        rationale: 'Nobody is at risk while the worker is on leave.',
        workerToldAt: net.clock.now(),
      })
    expect(wordsOf(await decide(RWE.nurse))).toContain('not-the-named-decider')
    expect(done(await decide(RWE.physician), 'WithdrawalDecided').outcome).toBe('abide')
    await net.settle()
    expect(await copy()).toEqual({ gone: true })
    expect(await myCase(caseId)).toMatchObject({
      gate: { withdrawalSentence: expect.stringMatching(/Nothing more will be shared/) },
    })
  })
})

it('is nobody’s to withdraw but the worker’s own, or a clinician’s who writes down how it was said', async () => {
  const { caseId } = await opened()
  const as = (person: string, evidence: string | null) =>
    net
      .as(person)
      .ask(
        `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename ... on Refused { reasons { word } } } }`,
        {
          input: {
            trust: 'RWE',
            idempotencyKey: crypto.randomUUID(),
            caseId,
            consequencesVersion: 'withdrawal-consequences-1',
            evidence,
          },
        },
      )
  for (const person of [RWE.manager, RWE.administrator, RWE.privacyOfficer, QK1.bell]) {
    const answer = await as(person, 'She told me so.')
    expect([person, answer.data.withdrawConsent]).toEqual([person, null])
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(codesOf(answer)[0])
  }
  expect((await as(RWE.nurse, null)).data.withdrawConsent).toMatchObject({ reasons: [{ word: 'evidence-missing' }] })
  expect(await myCase(caseId)).toMatchObject({ gate: { standing: 'live' } })
  expect((await as(RWE.nurse, 'Rang at 10am and said so.')).data.withdrawConsent.__typename).toBe('ConsentWithdrawn')
})
