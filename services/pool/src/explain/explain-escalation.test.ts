import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bookSessions } from '../bookings/book-sessions.ts'
import { PLANTED } from '../testing/home-spoke.ts'
import { bell, idOf, moira, shah, stranger } from '../testing/names.ts'
import { codeOf, fieldOf } from '../testing/people.ts'
import { acceptedBy, askedFor, hours, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const HISTORY = `query($id: ID!) { escalationHistory(ics: "QT1", id: $id) {
  pseudonym stateTitle looksLeftOut
  specialists { specialist { fullName } standing reasons { sentence } }
  events { at sentence policyVersion considered { specialist { fullName } standing reasons { sentence } }
    sessions { startsAt standing standingTitle reasons { sentence } } } } }`

interface Row {
  standing: string
  specialist: { fullName: string }
  reasons: { sentence: string }[]
}
interface History {
  looksLeftOut: number
  specialists: Row[]
  events: { sentence: string; policyVersion: number | null; considered: Row[] | null; sessions: Row[] | null }[]
}
const asked = (person: string, id: string) => at.ask(person as typeof moira, HISTORY, { id })
const historyOf = async (id: string) => fieldOf<History>(await asked(moira, id), 'escalationHistory')
const told = async (id: string) => (await historyOf(id)).events.map(({ sentence }) => sentence)

describe('what happened to an escalation and why', () => {
  it('is told in its order, from its coming in to the opinion', async () => {
    const { id, person, next } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    const [first, second] = person === bell ? ['Dr Miriam Bell', 'Dr Anil Shah'] : ['Dr Anil Shah', 'Dr Miriam Bell']
    await bookSessions(at.pool)
    at.clock.advance(hours(1))
    await at.declare(person, id, true)
    const { offerId } = await askedFor(at, id)
    await at.accept(next, offerId)
    await at.declare(next, id, false)
    at.clock.advance(hours(1))
    await at.opine(next, id)
    expect(await told(id)).toEqual([
      'The escalation came in.',
      'The pool looked for a specialist.',
      `Offered to ${first}.`,
      'No conflict of interest declared. The content may open.',
      'The worker was put in a clinic session.',
      'A conflict of interest was declared. It was closed to whoever declared it, and somebody else is asked.',
      'The pool looked for a specialist.',
      `Offered to ${second}.`,
      `Accepted by ${second}.`,
      'No conflict of interest declared. The content may open.',
      'The appointment fell away, and its time is free again.',
      'The opinion was given.',
    ])
  })

  it('says of every specialist why, and why not, at each look and by which policy', async () => {
    const { id } = await at.spoke.escalates({ excluded: [{ specialistId: idOf(bell), why: 'objection' }] })
    const { events, specialists, looksLeftOut } = await historyOf(id)
    const look = events.find(({ considered }) => considered !== null)
    expect(look?.policyVersion).toBe(1)
    expect(look?.considered).toEqual(specialists)
    expect(looksLeftOut).toBe(0)
    const why = Object.fromEntries(specialists.map((row) => [row.specialist.fullName, row.reasons[0]?.sentence]))
    expect(why).toMatchObject({
      'Dr Miriam Bell': 'The worker does not want to be seen by this specialist',
      'Dr Anil Shah': 'The only specialist who may take this escalation',
    })
    for (const { reasons } of specialists) expect(reasons.length).toBeGreaterThan(0)
  })

  it('says why the worker is seen in this session and not in another', async () => {
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    const sessions = (await historyOf(id)).events.find((event) => event.sessions !== null)?.sessions ?? []
    expect(sessions.filter(({ standing }) => standing === 'placed')).toHaveLength(1)
    expect(sessions[0]?.reasons).toEqual([{ sentence: 'Too little notice for the worker' }])
  })

  it('tells what came of a session, and of an opinion that was submitted, without a word of it', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    await at.database.admin`update booking set state = 'attended', recorded_at = ${at.clock()}, again_by = '2026-04-14'`
    await at.database
      .admin`insert into awaiting_opinion (id, escalation_id, author, author_name, supervisor, state, written_at, ended_at)
      values (gen_random_uuid(), ${id}, 'trainee', 'Dr Tess Young', ${person}, 'sent-back', ${at.clock()}, ${at.clock()})`
    await at.database.admin`insert into replanned_case (id, escalation_id, specialist_id, outcome, reasons, at)
      values (gen_random_uuid(), ${id}, ${idOf(person)}, 'moved', array['own-session-in-time'], ${at.clock()})`
    expect(await told(id)).toEqual(
      expect.arrayContaining([
        'The worker was seen. Another session is wanted by 14 April 2026.',
        'Dr Tess Young submitted an opinion to the supervisor.',
        'The supervisor sent the opinion back to be changed.',
        expect.stringMatching(
          /^The session fell away, and the worker was moved to another one of the same specialist\. [A-Z].*\.$/,
        ),
      ]),
    )
  })

  it('gives what a specialist said when declining, and who let it lapse', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    await at.decline(person, offerId, 'away-soon')
    at.clock.advance(hours(100))
    await at.routing.sweep()
    const sentences = await told(id)
    expect(sentences.filter((text) => /declined: “I will be away”|did not answer in time/.test(text))).toHaveLength(2)
    expect(sentences.at(-1)).toBe('The pool looked for a specialist and found nobody who may be asked.')
  })

  it('holds no content, no trust and no worker, and is audited', async () => {
    const { id } = await acceptedBy(at, 'opened')
    const text = JSON.stringify(await asked(moira, id))
    for (const word of [PLANTED, 'RX1', 'Theatres']) expect(text).not.toContain(word)
    expect(await at.audit('poolBoard.read')).toContainEqual(
      expect.objectContaining({ actor: moira, outcome: 'allowed', ids: [id], subject: id }),
    )
  })
})

describe('who may read it', () => {
  it('is the coordinator alone', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    for (const who of [person, stranger]) expect(codeOf(await asked(who, id))).toBe('FORBIDDEN')
  })

  it('is no coordinator who is excluded from it as a specialist: it looks like none at all', async () => {
    const { id } = await at.spoke.escalates({ excluded: [{ specialistId: idOf(shah), why: 'objection' }] })
    await at.database.admin`insert into membership (id, person, person_name, role, from_on, granted_by)
      values (${randomUUID()}, ${shah}, 'Dr Anil Shah', 'pool-coordinator', '2022-07-01', 'test')`
    expect(JSON.stringify(await asked(shah, id))).toBe(JSON.stringify(await asked(shah, randomUUID())))
    expect(codeOf(await asked(shah, id))).toBe('NOT_FOUND')
  })
})
