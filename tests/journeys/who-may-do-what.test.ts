import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { londonDateOf, type PersonId, type PoolId } from '@oh/kernel'
import { specialistId } from '@oh/pool'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, submitter } from '../network/acts.ts'
import { type Answer, codesOf, postGraphql } from '../network/caller.ts'
import { CALLERS, endRoles, grantTheRest } from '../network/callers.ts'
import { foundIn } from '../network/leaks.ts'
import { ESCALATION, nurseAt } from '../network/nurse.ts'
import { EVERY_WORD, PLANTED, QK1, RWE } from '../network/people.ts'
import { specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'
import { type Asked, OUTCOMES, type Things } from './outcomes.ts'

let net: Network
let things: Things
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1'], rollup: { history: 0 } })
  await grantTheRest(net)
  things = await plant()
})
afterAll(() => net?.[Symbol.asyncDispose]())

/** A record with a secret in every part: referral, note, consent, escalation; and one more referral that waits. */
async function plant(): Promise<Things> {
  const gareth = net.as(RWE.manager)
  const asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  const bell = specialistAt(net.as(QK1.bell), QK1.ics)
  const { myTeam } = await gareth.get('{ myTeam(trust: "RWE") { id fullName } }')
  const marta = myTeam.find(({ fullName }: { fullName: string }) => fullName === RWE.workerName)
  const refer = async () => {
    const words = { words: `When? ${PLANTED.referral}`, background: PLANTED.background }
    const form = { workerId: marta.id, source: 'line-manager', reason: 'stress', workerTold: true, ...words }
    const made = await submitter(gareth, { trust: RWE.trust })('makeReferral', '... on ReferralMade { referral { id } }', form)
    return done(made, 'ReferralMade').referral.id as string
  }
  const [referralId, waitingReferralId] = [await refer(), await refer()]
  const opened = await asha.accepts(referralId)
  const note = await asha.writes(opened.id, `Seen. ${PLANTED.note}`)
  done(await asha.consents(opened.id), 'GateRecorded')
  const { escalation } = done(await asha.escalates(opened.id, { category: 'mental-health' }), 'CaseEscalated')
  await net.settle()
  const offer = await bell.offerOf(escalation.id)
  done(await bell.accepts(offer?.id), 'OfferAccepted')
  await net.settle()
  done(await bell.declares(escalation, false), 'ConflictDeclared')
  const [bookingId, sessionId] = [randomUUID(), randomUUID()]
  const holder = specialistId(net.poolId(QK1.ics) as PoolId, QK1.bell as PersonId)
  const pool = net.poolDatabase(QK1.ics).admin
  await pool`insert into clinic_session (id, specialist_id, starts_at, hours, site, virtual)
    values (${sessionId}, ${holder}, ${net.clock.now()}, 3.5, null, true)`
  await pool`insert into booking (id, escalation_id, session_id, person, hours, booked_at, state)
    values (${bookingId}, ${escalation.id}, ${sessionId}, ${QK1.bell}, 1, ${net.clock.now()}, 'booked')`
  return {
    spokeId: escalation.spokeId,
    rweMember: net.spokeId('RWE'),
    caseId: opened.id,
    reference: opened.reference,
    referralId,
    waitingReferralId,
    noteId: note.id,
    escalationId: escalation.id,
    offerId: offer?.id,
    bookingId,
    messageId: randomUUID(),
    specialistId: holder,
  }
}

/** What the same callers find when there is nothing. */
const nothing = (): Things => ({
  ...things,
  rweMember: 'spoke-0123456789ab',
  caseId: randomUUID(),
  reference: 'K7F-3X9-TP3',
  referralId: randomUUID(),
  waitingReferralId: randomUUID(),
  noteId: randomUUID(),
  escalationId: randomUUID(),
  offerId: randomUUID(),
  bookingId: randomUUID(),
  specialistId: randomUUID(),
})

function letterOf(answer: Answer): string {
  const [first] = answer.errors.filter(({ path }) => path === undefined || path.length === 1)
  const code = first?.extensions?.code
  if (code === 'NOT_FOUND') return 'H'
  if (code === 'FORBIDDEN') return 'F'
  if (first) return `[${code}: ${first.message}]`
  const type = answer.data?.result?.__typename
  if (type === 'Refused' || type === 'Stale') return 'R'
  return answer.data?.result == null ? 'N' : 'A'
}

const letters = ({ outcomes }: Asked) => [...outcomes.replaceAll(' ', '')]
const askAs = (who: string, asked: Asked, about: Things) => net.as(who).ask(asked.document, asked.variables(about))
/** Who may read clinical words of this record, and which. */
const MAY_READ: Readonly<Record<string, readonly string[]>> = {
  [RWE.nurse]: EVERY_WORD,
  [RWE.physician]: EVERY_WORD,
  [RWE.manager]: [PLANTED.referral, PLANTED.background],
  [RWE.worker]: [PLANTED.referral, PLANTED.background],
  [QK1.bell]: [PLANTED.question, PLANTED.nursePlan, PLANTED.summary, PLANTED.jobAndHazards, PLANTED.adjustmentsTried],
}
/** Whoever may meet the worker's name; to the privacy officer she is one of those who act, named in the audit. */
const MAY_NAME: readonly string[] = [
  RWE.privacyOfficer,
  RWE.nurse,
  RWE.physician,
  RWE.administrator,
  RWE.manager,
  RWE.worker,
  QK1.bell,
  'head-of-service',
]

describe('the table of outcomes', () => {
  it('has a row for every root field of the public graph, and a letter for every caller', () => {
    const supergraph = readFileSync(new URL('../../schema/graphql/supergraph.graphql', import.meta.url), 'utf8')
    const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)))
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.keys(type?.getFields() ?? {}))
    expect(OUTCOMES.map(({ name }) => name).sort()).toEqual(fields.sort())
    for (const asked of OUTCOMES) expect([asked.name, letters(asked).length]).toEqual([asked.name, CALLERS.length])
  })
})

describe.each(OUTCOMES.map((asked) => [asked.name, asked] as const))('%s', (_name, asked) => {
  let answers: readonly Answer[]
  beforeAll(async () => {
    answers = await Promise.all(CALLERS.map(({ who }) => askAs(who, asked, things)))
  })

  it('answers every caller as the table says, and no planted word to whoever may not read it', () => {
    const found = answers.map(letterOf)
    for (const [at, { who, is }] of CALLERS.entries()) {
      const text = answers[at]?.text ?? ''
      const mayRead = found[at] === 'A' ? (MAY_READ[who] ?? []) : []
      const hidden = EVERY_WORD.filter((word) => !mayRead.includes(word))
      expect([is, foundIn(text, hidden)]).toEqual([is, []])
      if (!(found[at] === 'A' && MAY_NAME.includes(who))) expect([is, foundIn(text, [RWE.workerName])]).toEqual([is, []])
    }
    const named = (list: readonly string[]) => Object.fromEntries(CALLERS.map(({ is }, at) => [is, list[at]]))
    expect(named(found)).toEqual(named(letters(asked)))
  })

  it('answers what is hidden or forbidden exactly like what does not exist', async () => {
    const unseen = [...CALLERS.entries()].filter(([at]) => ['H', 'F'].includes(letters(asked)[at] ?? ''))
    const missing = await Promise.all(unseen.map(([, { who }]) => askAs(who, asked, nothing())))
    expect(unseen.map(([at, { is }]) => [is, answers[at]?.text])).toEqual(unseen.map(([, { is }], at) => [is, missing[at]?.text]))
  })
})

describe('a caller without a token', () => {
  it('gets 401 for every document, with nothing else', async () => {
    const texts = new Set<string>()
    for (const asked of OUTCOMES) {
      const answer = await postGraphql(net.gatewayUrl, {}, asked.document, asked.variables(things))
      expect([asked.name, answer.status]).toEqual([asked.name, 401])
      texts.add(answer.text)
    }
    expect(texts.size).toBe(1)
  })
})

describe('a role that is taken away', () => {
  const today = () => londonDateOf(net.clock.now())
  it.each([
    ['a nurse', 'nurse-2-rwe', '{ result: worklist(trust: "RWE", first: 5) { rows { id } } }', () => net.spokeDatabase('RWE')],
    [
      'a privacy officer',
      RWE.privacyOfficer,
      '{ result: auditEntries(trust: "RWE", first: 5) { rows { id } } }',
      () => net.spokeDatabase('RWE'),
    ],
    ['a specialist', QK1.bell, '{ result: offers(ics: "QK1", first: 5) { rows { id } } }', () => net.poolDatabase('QK1')],
    [
      'a coordinator',
      QK1.coordinator,
      '{ result: board(ics: "QK1", first: 5) { rows { late } } }',
      () => net.poolDatabase('QK1'),
    ],
  ] as const)('is gone at the next request of %s with the same token', async (_is, who, document, database) => {
    const token = await net.identity.token(who)
    const ask = () => postGraphql(net.gatewayUrl, { authorization: `Bearer ${token}` }, document)
    expect(letterOf(await ask())).toBe('A')
    await endRoles(database(), who, today())
    const after = await ask()
    expect([after.data, codesOf(after)]).toEqual([{ result: null }, ['FORBIDDEN']])
  })

  it('takes with it what the specialist had open and what the nurse was about to send', async () => {
    const bell = specialistAt(net.as(QK1.bell), QK1.ics)
    const key = { spokeId: things.spokeId, id: things.escalationId }
    const shut = await bell.opens(key)
    expect([shut.data, codesOf(shut), foundIn(shut.text, EVERY_WORD)]).toEqual([{ escalation: null }, ['FORBIDDEN'], []])
    await expect(bell.answers(key)).rejects.toThrow('FORBIDDEN')
    expect(await net.poolDatabase('QK1').admin`select id from opinion`).toEqual([])
    const callum = submitter(net.as('nurse-2-rwe'), { trust: RWE.trust })
    const before = await net.spokeDatabase('RWE').admin`select id from escalation order by id`
    await expect(callum('escalateCase', '', { caseId: things.caseId, expectedVersion: 1, ...ESCALATION })).rejects.toThrow(
      'FORBIDDEN',
    )
    expect(await net.spokeDatabase('RWE').admin`select id from escalation order by id`).toEqual(before)
  })

  it('is gone for a registrar too, and no key that was used before brings its answer back', async () => {
    const INVITE = 'mutation { result: inviteMember(kind: spoke, code: "ZZ9") { __typename } }'
    expect(letterOf(await net.as('registrar').ask(INVITE))).toBe('R')
    await endRoles(net.directoryDatabase, 'registrar', today())
    expect(letterOf(await net.as('registrar').ask(INVITE))).toBe('F')
    const key = randomUUID()
    const write = (who: string) =>
      net
        .as(who)
        .ask(
          `mutation ($input: WriteNoteInput!) { result: writeNote(input: $input) { __typename ... on NoteWritten { note { words } } } }`,
          { input: { trust: 'RWE', idempotencyKey: key, caseId: things.caseId, words: PLANTED.note } },
        )
    expect(letterOf(await write(RWE.physician))).toBe('A')
    expect(letterOf(await write(RWE.physician))).toBe('A')
    await endRoles(net.spokeDatabase('RWE'), RWE.physician, today())
    const after = await write(RWE.physician)
    expect([letterOf(after), foundIn(after.text, EVERY_WORD)]).toEqual(['F', []])
  })
})
