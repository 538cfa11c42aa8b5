import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { opinionGivenV2 } from '@oh/messages'
import { compactVerify, importJWK } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bell, ICS, idOf, moira, shah } from '../testing/names.ts'
import { codeOf, fieldOf, OPINION, reasonOf, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
  // Dr Bell is a trainee, and her supervisor has no room for cases of his own
  await at.database
    .admin`update specialist set grade = 'trainee', supervisor = ${idOf(shah)}, accredited_from = null where person = ${bell}`
  await at.database.admin`update specialist set caseload_cap = 0 where person = ${shah}`
})
afterEach(() => at[Symbol.asyncDispose]())

const told = async (id: string) => (await at.outbox()).filter(({ subject }) => subject === id)
const contentFor = async (person: PersonId, id: string) => {
  const proof = await at.spoke.proof(id as never, person)
  const answer = await at.content(person, id, proof)
  return { answer, entity: fieldOf<{ content: unknown; awaitingOpinion: unknown }[]>(answer, '_entities')[0] }
}
async function written() {
  const { id } = await acceptedBy(at, 'opened')
  expect(typeOf(await at.opine(bell, id))).toBe('OpinionGiven')
  return id
}
async function declared() {
  const id = await written()
  await at.declare(shah, id, false)
  return id
}

describe('an escalation that a trainee has taken', () => {
  it('names the supervisor to the home spoke, and is in the supervisor’s own list', async () => {
    const { id } = await acceptedBy(at, 'accepted')
    const accepted = (await told(id)).find(({ name }) => name.startsWith('escalation-accepted'))
    expect(accepted).toMatchObject({
      name: 'escalation-accepted.v2',
      body: { specialistPerson: bell, supervisorPerson: shah, supervisorName: 'Dr Anil Shah' },
    })
    const MINE = 'query($ics: ID!) { myEscalations(ics: $ics, show: supervised, first: 5) { rows { id relation } } }'
    const rows = async (person: PersonId) => (await at.ask(person, MINE, { ics: ICS })).data?.myEscalations
    expect(await rows(shah)).toEqual({ rows: [{ id, relation: 'supervised' }] })
    expect(await rows(bell)).toEqual({ rows: [] })
    const TOLD = 'query($ics: ID!) { myEscalations(ics: $ics, show: open, first: 5) { rows { needsCountersignature } } }'
    expect((await at.ask(bell, TOLD, { ics: ICS })).data?.myEscalations).toEqual({ rows: [{ needsCountersignature: true }] })
  })

  it('is not taken while nobody could countersign', async () => {
    const { id } = await at.spoke.escalates()
    const [offered] = await at.offers(bell)
    await at.database.admin`update specialist set indemnity_to = '2026-03-10' where person = ${shah}`
    expect(refusalOf(await at.accept(bell, offered?.id ?? ''))).toEqual(['supervisor-may-not-work'])
    expect((await told(id)).map(({ name }) => name)).toEqual(['escalation-routed.v1'])
  })

  it('is not taken while the supervisor is away', async () => {
    await at.spoke.escalates()
    const [offered] = await at.offers(bell)
    await at.database.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
      select gen_random_uuid(), id, '2026-03-09', '2026-03-12' from specialist where person = ${shah}`
    expect(refusalOf(await at.accept(bell, offered?.id ?? ''))).toEqual(['supervisor-away'])
  })

  it('is taken back when the supervisor’s right has ended', async () => {
    const { id } = await acceptedBy(at, 'opened')
    await at.database.admin`update specialist set indemnity_to = '2026-03-10' where person = ${shah}`
    await at.routing.sweep()
    expect((await told(id)).map(({ name }) => name)).toContain('escalation-stood-down.v1')
    expect(codeOf(await at.read(bell, id))).toBe('NOT_FOUND')
  })
})

describe('what a trainee writes', () => {
  it('waits under seal, and nothing of it is sent', async () => {
    const id = await written()
    expect((await at.read(bell, id)).data?.escalation).toMatchObject({
      state: 'countersigning',
      allowedActions: ['declare-conflict'],
    })
    expect(await at.database.admin`select 1 from opinion`).toHaveLength(0)
    expect((await told(id)).map(({ name }) => name)).not.toContain('opinion-given.v2')
    const [row] = await at.database.admin`select words from awaiting_opinion`
    expect(Buffer.from(row?.words).toString('latin1')).not.toContain('Nights')
    expect((await contentFor(bell, id)).entity?.awaitingOpinion).toMatchObject({ answer: OPINION.answer, state: 'waiting' })
    expect(refusalOf(await at.opine(bell, id))).toEqual(['already-submitted'])
  })

  it('opens to the supervisor as the content does: after the own declaration, and with the spoke’s proof', async () => {
    const id = await written()
    const before = await contentFor(shah, id)
    expect(before.entity).toEqual({ id, content: null, awaitingOpinion: null })
    expect(reasonOf(before.answer)).toBe('declaration-missing')
    expect(refusalOf(await at.countersign(shah, id))).toEqual(['supervisor-not-declared'])
    expect(typeOf(await at.declare(shah, id, false))).toBe('ConflictDeclared')
    const without = await at.content(shah, id)
    expect(reasonOf(without)).toBe('proof-missing')
    const { entity } = await contentFor(shah, id)
    expect(entity).toMatchObject({
      content: { question: expect.any(String) },
      awaitingOpinion: { authorName: 'Dr Miriam Bell', answer: OPINION.answer, state: 'waiting', comment: null },
    })
    expect(await at.audit('poolCase.readContent')).toContainEqual(
      expect.objectContaining({ actor: shah, subject: id, outcome: 'allowed' }),
    )
  })

  it('goes home when the supervisor has countersigned it, signed by the pool for both', async () => {
    const id = await declared()
    const key = randomUUID()
    for (const _twice of [1, 2])
      expect((await at.countersign(shah, id, undefined, key)).data?.result).toMatchObject({ escalation: { state: 'answered' } })
    const sent = (await told(id)).filter(({ name }) => name.startsWith('opinion-given'))
    expect(sent).toHaveLength(1)
    const { signature, ...rest } = opinionGivenV2.parse(sent[0]?.body)
    expect(rest).toMatchObject({
      answer: OPINION.answer,
      authorPerson: bell,
      countersignedPerson: shah,
      countersignedName: 'Dr Anil Shah',
    })
    const publicKey = await importJWK({ ...at.pool.signingKey.publicJwk }, 'ES256')
    const whole = (claims: unknown) => signature.replace('..', `.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`)
    await compactVerify(whole(rest), publicKey, { algorithms: ['ES256'] })
    await expect(compactVerify(whole({ ...rest, countersignedPerson: bell }), publicKey)).rejects.toThrow()
    const opinion = { answer: OPINION.answer, countersignedName: 'Dr Anil Shah' }
    for (const person of [bell, shah]) expect((await at.read(person, id)).data?.escalation).toMatchObject({ myOpinion: opinion })
    const OVER =
      'query($ics: ID!, $show: EscalationsShown!) { myEscalations(ics: $ics, show: $show, first: 5) { rows { id relation } } }'
    const over = async (person: PersonId, show: string) =>
      fieldOf<{ rows: object[] }>(await at.ask(person, OVER, { ics: ICS, show }), 'myEscalations').rows
    expect(await over(shah, 'countersigned')).toEqual([{ id, relation: 'supervised' }])
    expect([await over(shah, 'supervised'), await over(shah, 'answered'), await over(bell, 'countersigned')]).toEqual([
      [],
      [],
      [],
    ])
    expect(await at.database.admin`select words from awaiting_opinion`).toEqual([{ words: null }])
    expect(await at.audit('opinion.countersign')).toContainEqual(
      expect.objectContaining({ actor: shah, subject: id, reasons: ['countersigned'] }),
    )
  })

  it('comes back with the supervisor’s comment, and may be written again', async () => {
    const id = await declared()
    expect(refusalOf(await at.countersign(shah, id, ' '))).toEqual(['comment-missing'])
    expect((await at.countersign(shah, id, 'Say for how long.')).data?.result).toMatchObject({ escalation: { state: 'opened' } })
    const LISTED =
      'query($ics: ID!, $show: EscalationsShown!) { myEscalations(ics: $ics, show: $show, first: 9) { rows { id sentBack } } }'
    const sentBack = async (person: PersonId, show: string) =>
      fieldOf<{ rows: { id: string; sentBack: boolean }[] }>(
        await at.ask(person, LISTED, { ics: ICS, show }),
        'myEscalations',
      ).rows.find((row) => row.id === id)?.sentBack
    expect([await sentBack(bell, 'open'), await sentBack(shah, 'supervised')]).toEqual([true, true])
    const { entity } = await contentFor(bell, id)
    expect(entity?.awaitingOpinion).toMatchObject({ answer: OPINION.answer, state: 'sent-back', comment: 'Say for how long.' })
    expect(refusalOf(await at.countersign(shah, id))).toEqual(['not-submitted'])
    expect(typeOf(await at.opine(bell, id, { answer: 'For six weeks.' }))).toBe('OpinionGiven')
    expect((await contentFor(shah, id)).entity?.awaitingOpinion).toMatchObject({ answer: 'For six weeks.', comment: null })
    expect([await sentBack(bell, 'open'), await sentBack(shah, 'supervised')]).toEqual([false, false])
    await at.countersign(shah, id)
    expect((await told(id)).findLast(({ name }) => name === 'opinion-given.v2')?.body).toMatchObject({ answer: 'For six weeks.' })
  })

  it('is closed to both, and erased, when consent is withdrawn', async () => {
    const id = await declared()
    await at.spoke.withdraws(id)
    expect(await at.database.admin`select state, words, record_key from awaiting_opinion`).toEqual([
      { state: 'closed', words: null, record_key: null },
    ])
    for (const person of [bell, shah]) {
      const { answer, entity } = await contentFor(person, id)
      expect(entity).toMatchObject({ content: null, awaitingOpinion: null })
      expect(reasonOf(answer)).toBe('consent-withdrawn')
    }
    expect(refusalOf(await at.countersign(shah, id))).toEqual(['already-withdrawn'])
  })

  it('is lost to a conflict of the supervisor, and the escalation goes to neither', async () => {
    const id = await written()
    await at.declare(shah, id, true)
    for (const person of [bell, shah]) expect(codeOf(await at.read(person, id))).toBe('NOT_FOUND')
    expect((await told(id)).find(({ name }) => name === 'escalation-stood-down.v1')?.body).toMatchObject({
      specialistPerson: bell,
      reasons: ['supervisor-in-conflict'],
    })
    expect(await at.database.admin`select state from escalation`).toEqual([{ state: 'nobody-eligible' }])
    const [row] = await at.database.admin`select reasons from candidate where specialist_id = ${idOf(bell)} order by picture desc`
    expect(row?.reasons).toEqual(['supervisor-in-conflict'])
  })

  it('is nobody else’s to countersign', async () => {
    const id = await declared()
    expect(codeOf(await at.countersign(bell, id))).toBe('NOT_FOUND')
    expect(codeOf(await at.countersign(moira, id))).toBe('FORBIDDEN')
  })
})
