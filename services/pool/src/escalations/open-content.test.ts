import { randomUUID } from 'node:crypto'
import { generateSigningKey, loadSigningKey, signConsentProof } from '@oh/auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escalationBody, PLANTED } from '../testing/home-spoke.ts'
import { HOME, moira, OTHER, POOL } from '../testing/names.ts'
import { codeOf, reasonOf } from '../testing/people.ts'
import { acceptedBy, askedFor, hours, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())

const contentIn = (answer: Awaited<ReturnType<TestPool['content']>>) =>
  (answer.data?._entities as ({ content: { question: string } | null } | null)[] | undefined)?.[0]?.content
const seconds = (many: number) => many * 1_000

describe('the clinical words', () => {
  it('open to whoever accepted and declared no conflict, with a fresh proof', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    const answer = await at.content(person, id, await at.spoke.proof(id, person))
    expect(answer.errors).toBeUndefined()
    expect(contentIn(answer)).toMatchObject({
      question: `${PLANTED} question`,
      absentSince: '2026-01-19',
      gateTitle: 'The worker gave explicit consent',
      reasons: [
        { title: 'Clinical uncertainty, or outside the protocol', standingTitle: 'By the rules', because: null },
        { title: 'The nurse would like advice', standingTitle: 'Set aside by the nurse', because: `${PLANTED} because` },
      ],
    })
    expect(await at.audit('poolCase.readContent')).toContainEqual(
      expect.objectContaining({ actor: person, outcome: 'allowed', subject: id }),
    )
  })

  it('are without reasons when the home service gave none', async () => {
    const { reasons: _reasons, ...content } = escalationBody(randomUUID() as never).content
    const { id, person } = await acceptedBy(at, 'opened', { content })
    expect(contentIn(await at.content(person, id, await at.spoke.proof(id, person)))).toMatchObject({ reasons: [] })
  })

  it('stay closed without a proof, and with one that is old, altered, or for somebody or something else', async () => {
    const { id, person, next } = await acceptedBy(at, 'opened')
    const elsewhere = await acceptedBy(at, 'opened')
    const good = await at.spoke.proof(id, person)
    const strange = await loadSigningKey(await generateSigningKey())
    const subject = { spoke: HOME, pool: POOL, escalation: id, person }
    const open = { kind: 'open' } as const
    const proofs: [string | undefined, string][] = [
      [undefined, 'proof-missing'],
      [`${good.slice(0, -6)}AAAAAA`, 'proof-invalid'],
      [await at.spoke.proof(id, next), 'proof-invalid'],
      [await at.spoke.proof(elsewhere.id, person), 'proof-invalid'],
      [await at.other.proof(id, person), 'proof-invalid'],
      [await signConsentProof(at.other.key, { ...subject, spoke: OTHER }, open, at.clock()), 'proof-invalid'],
      [await signConsentProof(strange, subject, open, at.clock()), 'proof-invalid'],
      [
        await signConsentProof(at.spoke.key, { ...subject, pool: 'pool-0000000000bb' as typeof POOL }, open, at.clock()),
        'proof-invalid',
      ],
    ]
    for (const [proof, reason] of proofs) {
      const answer = await at.content(person, id, proof)
      expect([contentIn(answer), codeOf(answer), reasonOf(answer)]).toEqual([null, 'CONTENT_CLOSED', reason])
      expect(JSON.stringify(answer)).not.toContain(PLANTED)
    }
    expect(
      (await at.audit('poolCase.readContent')).filter(({ subject }) => subject === id).map(({ outcome }) => outcome),
    ).toEqual(proofs.map(() => 'refused'))
    at.clock.advance(seconds(60))
    expect(reasonOf(await at.content(person, id, good))).toBe('proof-invalid')
  })

  it('repeat the home spoke’s own word for its refusal', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    for (const reason of ['consent-withdrawn', 'gate-expired', 'not-accepted-by-caller', 'conflict-declared'] as const) {
      const answer = await at.content(person, id, await at.spoke.proof(id, person, { kind: 'refused', reason }))
      expect([contentIn(answer), reasonOf(answer)]).toEqual([null, reason])
      expect(answer.errors?.[0]?.message).toMatch(/\.$/)
    }
  })

  it('stay closed before the declaration, before accepting, and to everybody else', async () => {
    const accepted = await acceptedBy(at, 'accepted')
    const proof = await at.spoke.proof(accepted.id, accepted.person)
    expect(reasonOf(await at.content(accepted.person, accepted.id, proof))).toBe('declaration-missing')
    const offered = await at.spoke.escalates()
    const { person, next } = await askedFor(at, offered.id)
    expect(reasonOf(await at.content(person, offered.id, await at.spoke.proof(offered.id, person)))).toBe(
      'not-accepted-by-caller',
    )
    expect(codeOf(await at.content(next, offered.id, await at.spoke.proof(offered.id, next)))).toBe('NOT_FOUND')
    expect(codeOf(await at.content(moira, offered.id, await at.spoke.proof(offered.id, moira)))).toBe('FORBIDDEN')
    expect(codeOf(await at.content(next, randomUUID()))).toBe('NOT_FOUND')
  })

  it('stay closed while the home spoke is suspended', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    at.members.set(HOME, { ...at.spoke.peer, state: 'suspended' })
    expect(reasonOf(await at.content(person, id, await at.spoke.proof(id, person)))).toBe('proof-invalid')
    at.members.set(HOME, at.spoke.peer)
  })

  it('are gone with the request on the day on which a right of the specialist has ended', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.database.admin`update specialist set honorary_contract_to = '2026-03-10' where person = ${person}`
    const answer = await at.content(person, id, await at.spoke.proof(id, person))
    const missing = await at.content(person, randomUUID(), await at.spoke.proof(id, person))
    expect(JSON.stringify(answer)).toBe(JSON.stringify(missing))
    expect(codeOf(answer)).toBe('NOT_FOUND')
    await at.database.admin`update specialist set honorary_contract_to = '2032-07-01' where person = ${person}`
  })

  it('are forbidden from the request after a role ended', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.database.admin`update membership set to_on = '2026-03-10' where person = ${person}`
    expect(codeOf(await at.content(person, id, await at.spoke.proof(id, person)))).toBe('FORBIDDEN')
    await at.database.admin`update membership set to_on = null where person = ${person}`
  })

  it('close in the same request in which the worker withdraws, and for good when the news arrives', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    const refused = await at.spoke.proof(id, person, { kind: 'refused', reason: 'consent-withdrawn' })
    expect(reasonOf(await at.content(person, id, refused))).toBe('consent-withdrawn')
    expect(await at.spoke.withdraws(id)).toBe(201)
    expect(reasonOf(await at.content(person, id, await at.spoke.proof(id, person)))).toBe('consent-withdrawn')
    expect((await at.read(person, id)).data?.escalation).toMatchObject({ state: 'withdrawn', allowedActions: [] })
  })

  it('open nothing when they were moved to another row, and the audit tells', async () => {
    const [one, two] = [await acceptedBy(at, 'opened'), await acceptedBy(at, 'opened')]
    await at.database
      .admin`update escalation set content = (select content from escalation where id = ${two.id}) where id = ${one.id}`
    const answer = await at.content(one.person, one.id, await at.spoke.proof(one.id, one.person))
    expect([contentIn(answer), reasonOf(answer)]).toEqual([null, 'content-damaged'])
    expect(JSON.stringify(answer)).not.toContain(PLANTED)
    expect(await at.audit('poolCase.readContent')).toContainEqual(
      expect.objectContaining({ subject: one.id, outcome: 'refused', reasons: ['content-damaged'] }),
    )
  })

  it('can be read anew at any later time with a proof of that time', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    at.clock.advance(hours(3))
    expect(contentIn(await at.content(person, id, await at.spoke.proof(id, person)))).toMatchObject({
      question: `${PLANTED} question`,
    })
  })
})
