import { randomUUID } from 'node:crypto'
import { opinionGivenV1 } from '@oh/messages'
import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moira, POOL } from '../testing/names.ts'
import { codeOf, fieldOf, OPINION, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, askedFor, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())

const opinionsOn = (id: string) => at.database.admin`select * from opinion where escalation_id = ${id}`

describe('an opinion', () => {
  it('is kept, sealed, signed and on its way in one commit, and the escalation is answered', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    const answer = await at.opine(person, id)
    expect(answer.data?.result).toMatchObject({
      __typename: 'OpinionGiven',
      escalation: { state: 'answered', myOpinion: { answer: OPINION.answer, fitnessTitle: 'Fit for work with adjustments' } },
    })
    const [row] = await opinionsOn(id)
    expect(Buffer.from(row?.words).toString('latin1')).not.toContain('Nights')
    const { body, name } = (await at.outbox()).findLast(({ subject }) => subject === id) ?? { body: {}, name: '' }
    expect(name).toBe('opinion-given.v1')
    expect(body).toMatchObject({
      ...OPINION,
      adjustments: [OPINION.adjustments[0]],
      authorPerson: person,
      signature: row?.signature,
    })
    expect(await at.audit('opinion.give')).toContainEqual(
      expect.objectContaining({ actor: person, outcome: 'allowed', subject: id }),
    )
  })

  it('is signed by the pool over the exact words, for the author it names', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.opine(person, id)
    const sent = (await at.outbox()).findLast(({ subject }) => subject === id)?.body ?? {}
    const { signature, ...rest } = opinionGivenV1.parse(sent)
    const key = await importJWK({ ...at.pool.signingKey.publicJwk }, 'ES256')
    const whole = (claims: unknown) => signature.replace('..', `.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`)
    const { protectedHeader } = await compactVerify(whole(rest), key, { algorithms: ['ES256'] })
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: at.pool.signingKey.kid, iss: POOL, typ: 'oh-opinion' })
    for (const altered of [
      { ...rest, fitness: 'fit' },
      { ...rest, authorPerson: 'somebody-else' },
      { ...rest, escalationId: randomUUID() },
    ])
      await expect(compactVerify(whole(altered), key)).rejects.toThrow()
  })

  it('is given once: the same form has one effect, another one is refused', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    const key = randomUUID()
    const answers = await Promise.all([at.opine(person, id, {}, key), at.opine(person, id, {}, key)])
    expect(answers.map(typeOf)).toEqual(['OpinionGiven', 'OpinionGiven'])
    expect(refusalOf(await at.opine(person, id, { answer: 'Something else.' }, key))).toEqual(['key-used-before'])
    expect(refusalOf(await at.opine(person, id))).toEqual(['already-answered'])
    expect(await opinionsOn(id)).toHaveLength(1)
  })

  it('needs the content to have been opened', async () => {
    const { id, person } = await acceptedBy(at, 'accepted')
    expect(refusalOf(await at.opine(person, id))).toEqual(['not-opened'])
    expect(await opinionsOn(id)).toHaveLength(0)
  })

  it('is nobody else’s to give', async () => {
    const { id, next } = await acceptedBy(at, 'opened')
    expect(codeOf(await at.opine(next, id))).toBe('NOT_FOUND')
    expect(codeOf(await at.opine(moira, id))).toBe('FORBIDDEN')
    const { id: offered } = await at.spoke.escalates()
    const asked = await askedFor(at, offered)
    expect(codeOf(await at.opine(asked.person, offered))).toBe('NOT_FOUND')
  })

  it('is refused on the day after a right has ended, with that right', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.database
      .admin`update specialist set indemnity_to = '2026-03-10', agreement_to = '2026-03-10' where person = ${person}`
    expect(refusalOf(await at.opine(person, id))).toEqual(['agreement-not-valid', 'indemnity-not-valid'])
    await at.database.admin`update specialist set indemnity_to = null, agreement_to = null where person = ${person}`
    expect(typeOf(await at.opine(person, id))).toBe('OpinionGiven')
  })

  it('is the author’s alone to read', async () => {
    const { id, person, next } = await acceptedBy(at, 'opened')
    await at.opine(person, id)
    expect((await at.read(person, id)).data?.escalation).toMatchObject({ myOpinion: { answer: OPINION.answer } })
    expect(codeOf(await at.read(next, id))).toBe('NOT_FOUND')
    expect(await at.audit('opinion.readOwn')).toContainEqual(
      expect.objectContaining({ actor: person, subject: id, outcome: 'allowed' }),
    )
  })
})

describe('what is written', () => {
  const long = (many: number) => 'a'.repeat(many)
  it.each<[string, Record<string, unknown>, string[]]>([
    ['an empty answer', { answer: ' \n ' }, ['answer-missing']],
    ['an answer too long', { answer: long(4_001) }, ['answer-too-long']],
    ['an answer far too long', { answer: long(100_000) }, ['answer-too-long']],
    ['unprintable characters', { answer: 'bell \u0007' }, ['answer-not-printable']],
    ['text that turns itself round', { adviceToNurse: 'safe \u202E efas' }, ['advice-not-printable']],
    ['an unknown fitness', { fitness: 'superb' }, ['fitness-unknown']],
    ['adjustments that are not there', { adjustments: ['', ' '] }, ['adjustments-missing']],
    ['too many adjustments', { adjustments: Array.from({ length: 21 }, (_, at) => `no. ${at}`) }, ['too-many-adjustments']],
    ['an adjustment too long', { adjustments: ['fine', long(301)] }, ['adjustment-too-long']],
    ['an unprintable adjustment', { adjustments: ['\u0000'] }, ['adjustment-not-printable']],
    ['a review date in the past', { reviewOn: '2026-03-09' }, ['review-in-the-past']],
    ['advice too long', { adviceToNurse: long(4_001) }, ['advice-too-long']],
    [
      'everything at once',
      { answer: '', fitness: 'x', reviewOn: '2020-01-01', adviceToNurse: '\u0001' },
      ['answer-missing', 'fitness-unknown', 'review-in-the-past', 'advice-not-printable'],
    ],
  ])('refuses %s with its own sentence, and nothing is lost', async (_what, change, words) => {
    const { id, person } = await openedOnce()
    const answer = await at.opine(person, id, change)
    expect(refusalOf(answer)).toEqual(words)
    for (const { sentence } of fieldOf<{ reasons: { sentence: string }[] }>(answer, 'result').reasons)
      expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(await opinionsOn(id)).toHaveLength(0)
  })

  it('refuses a date that does not exist as bad input', async () => {
    const { id, person } = await openedOnce()
    expect((await at.opine(person, id, { reviewOn: '2026-02-30' })).errors?.[0]?.message).toContain('Enter a date that exists')
  })

  it('keeps line breaks as every form sends them, and needs neither review nor advice', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    const answer = await at.opine(person, id, {
      answer: ' one\r\ntwo\rthree ',
      fitness: 'fit',
      adjustments: [],
      reviewOn: null,
      adviceToNurse: null,
    })
    expect(answer.data?.result).toMatchObject({
      escalation: { myOpinion: { answer: 'one\ntwo\nthree', fitnessTitle: 'Fit for work' } },
    })
  })

  it('counts an accented letter or an emoji as one character', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    expect(typeOf(await at.opine(person, id, { answer: '👍🏽'.repeat(1_500) }))).toBe('OpinionGiven')
  })
})

let once: Promise<Awaited<ReturnType<typeof acceptedBy>>> | undefined
const openedOnce = () => {
  once ??= acceptedBy(at, 'opened')
  return once
}
