import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PLANTED } from '../testing/home-spoke.ts'
import { moira } from '../testing/names.ts'
import { codeOf, OPINION, reasonOf, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, askedFor, hours, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const rowOf = async (id: string) => (await at.database.admin`select * from escalation where id = ${id}`)[0]

/** Everything the database holds, as text and as the bytes of every column. */
async function wholeDump(): Promise<string> {
  const tables = await at.database.admin<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`
  const dumps = await Promise.all(
    tables.map(({ name }) => at.database.admin.unsafe(`select t::text as row, to_jsonb(t)::text as json from ${name} t`)),
  )
  const text = JSON.stringify(dumps)
  const hex = Array.from(text.matchAll(/\\\\x((?:[0-9a-f]{2})+)/g), ([, bytes]) =>
    Buffer.from(bytes ?? '', 'hex').toString('latin1'),
  )
  return text + hex.join('')
}

describe('a withdrawal', () => {
  it('erases content and key, takes the open offer back and leaves its specialist a plain answer', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    expect(await at.spoke.withdraws(id)).toBe(201)
    expect(await rowOf(id)).toMatchObject({ state: 'withdrawn', content: null, record_key: null })
    expect(await at.offers(person)).toEqual([])
    expect(codeOf(await at.read(person, id))).toBe('NOT_FOUND')
    expect(refusalOf(await at.accept(person, offerId))).toEqual(['already-withdrawn'])
    expect(await at.audit('consent.withdraw')).toMatchObject([{ actor: at.spoke.id, subject: id, outcome: 'allowed' }])
    at.clock.advance(hours(72))
    await at.routing.sweep()
    expect((await rowOf(id))?.state).toBe('withdrawn')
  })

  it('refuses an opinion, and leaves the author one that was given', async () => {
    const early = await acceptedBy(at, 'opened')
    await at.spoke.withdraws(early.id)
    const refused = await at.opine(early.person, early.id)
    expect(refusalOf(refused)).toEqual(['already-withdrawn'])
    expect(JSON.stringify(refused)).toContain(
      'this opinion cannot be sent any more. The pool has kept nothing of what you wrote. An opinion that you gave before stays yours to read.',
    )
    const { id, person } = await acceptedBy(at, 'opened')
    expect(typeOf(await at.opine(person, id))).toBe('OpinionGiven')
    await at.spoke.withdraws(id)
    expect((await at.read(person, id)).data?.escalation).toMatchObject({
      state: 'withdrawn',
      myOpinion: { answer: OPINION.answer },
    })
    expect(reasonOf(await at.content(person, id, await at.spoke.proof(id, person)))).toBe('consent-withdrawn')
  })

  it('is written down as refused when it comes twice', async () => {
    const { id } = await at.spoke.escalates()
    await at.spoke.withdraws(id)
    expect(await at.spoke.withdraws(id, { seq: 3 })).toBe(201)
    expect(await at.database.admin`select reasons from inbox_receipt where subject = ${id} and seq = 3`).toMatchObject([
      { reasons: ['already-withdrawn'] },
    ])
  })

  it('leaves no clinical word anywhere in the database, before or after', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.opine(person, id, {
      answer: `${PLANTED} answer`,
      adviceToNurse: `${PLANTED} advice`,
      adjustments: [`${PLANTED} adjustment`],
    })
    await acceptedBy(at, 'accepted')
    const before = await wholeDump()
    expect(before).toContain('escalation-accepted.v1')
    expect(before).not.toContain(PLANTED)
    await at.spoke.withdraws(id)
    expect(await wholeDump()).not.toContain(PLANTED)
    // the search itself finds what is there, in the bytes of a column too
    await at.database.admin`update escalation set record_key = ${Buffer.from(PLANTED)} where id = ${id}`
    expect(await wholeDump()).toContain(PLANTED)
  })
})

describe('a withdrawal with an open safety flag', () => {
  it('stops all use at once and erases nothing until it is decided', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    expect(await at.spoke.withdraws(id, { safetyHold: true })).toBe(201)
    expect((await rowOf(id))?.content).not.toBeNull()
    expect(reasonOf(await at.content(person, id, await at.spoke.proof(id, person)))).toBe('withdrawal-being-decided')
    expect(refusalOf(await at.opine(person, id))).toEqual(['withdrawal-being-decided'])
    expect((await at.board(moira)).data).toMatchObject({ board: { rows: [{ onHold: true }] } })
    expect(await at.spoke.withdraws(id, { seq: 3 })).toBe(201)
    expect(await rowOf(id)).toMatchObject({ state: 'withdrawn', content: null, record_key: null, held_at: null })
  })

  it('takes what is on offer out of sight and offers it to nobody else', async () => {
    const { id } = await at.spoke.escalates()
    const { person, next, offerId } = await askedFor(at, id)
    await at.spoke.withdraws(id, { safetyHold: true })
    expect(await at.offers(person)).toEqual([])
    expect(codeOf(await at.read(person, id))).toBe('NOT_FOUND')
    expect(refusalOf(await at.accept(person, offerId))).toEqual(['withdrawal-being-decided'])
    expect(refusalOf(await at.decline(person, offerId))).toEqual(['withdrawal-being-decided'])
    expect(refusalOf(await at.routeAgain(moira, id))).toEqual(['withdrawal-being-decided'])
    at.clock.advance(hours(72))
    await at.routing.sweep()
    expect(await at.offers(next)).toEqual([])
  })

  it('still hears a conflict of interest', async () => {
    const { id, person } = await acceptedBy(at, 'accepted')
    await at.spoke.withdraws(id, { safetyHold: true })
    expect(refusalOf(await at.declare(person, id, false))).toEqual(['withdrawal-being-decided'])
    expect(typeOf(await at.declare(person, id, true))).toBe('ConflictDeclared')
    expect(await rowOf(id)).toMatchObject({ state: 'received', accepted_person: null })
    await at.routing.sweep()
    expect((await rowOf(id))?.state).toBe('received')
  })
})
