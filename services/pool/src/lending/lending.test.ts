import { randomUUID } from 'node:crypto'
import type { EscalationId, LondonDate, PersonId, SpokeId } from '@oh/kernel'
import { type SessionLentV1, sessionLentV1Sample } from '@oh/messages'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HomeSpoke, homeSpoke } from '../testing/home-spoke.ts'
import { bell, ICS, idOf, moira, POOL, shah } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf, typeOf } from '../testing/people.ts'
import { days, type TestPool, testPool } from '../testing/test-pool.ts'

/** A neighbouring pool at the far end of the wire: it signs messages as a real one does. */
const NEIGHBOUR = 'pool-0000000000bb'
const sethi = 'dr-sethi' as PersonId

let at: TestPool
let neighbour: HomeSpoke
let seq: number
beforeEach(async () => {
  at = await testPool()
  seq = 0
  const world = { clock: at.clock, pool: POOL, inbox: () => at.relay.inbox }
  neighbour = await homeSpoke(NEIGHBOUR as SpokeId, ['QK1'], world)
  at.members.set(neighbour.id, neighbour.peer)
})
afterEach(() => at[Symbol.asyncDispose]())

const mutation = (name: string, done: string) =>
  `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename ${done} ... on Refused { reasons { word } } } }`
const submit = (person: PersonId, name: string, done: string, input: Record<string, unknown>, idempotencyKey = randomUUID()) =>
  at.ask(person, mutation(name, done), { input: { ics: ICS, idempotencyKey, ...input } })

const PROPOSAL = { neighbour: 'QK1', reason: 'Blood-borne viruses for us', fromOn: '2026-03-10', toOn: '2026-06-01' }
const propose = (change: Record<string, unknown> = {}, person = moira) =>
  submit(person, 'proposeAgreement', '... on AgreementChanged { agreementId }', { ...PROPOSAL, ...change })
const end = (agreementId: string) => submit(moira, 'endAgreement', '... on AgreementChanged { agreementId }', { agreementId })
const lend = (agreementId: string, sessionId: unknown) =>
  submit(moira, 'lendSession', '... on SessionLent { sessionId }', { agreementId, sessionId })
const giveBack = (sessionId: string) => submit(moira, 'giveBackSession', '... on SessionGivenBack { sessionId }', { sessionId })

/** What the neighbour says about an agreement, in order; resolves to the status. */
async function says(name: string, agreementId: string, body: Record<string, unknown>, from = neighbour): Promise<number> {
  seq += 1
  const full = { agreementId, at: at.clock(), ...body }
  return (await at.relay.inbox(await from.message(name, agreementId as unknown as EscalationId, seq, full))).status
}

async function standing(change: Record<string, unknown> = {}): Promise<string> {
  const { agreementId } = fieldOf<{ agreementId: string }>(await propose(change), 'result')
  expect(await says('agreement-accepted.v1', agreementId, { acceptedByName: 'Carys Vaughan' })).toBe(201)
  return agreementId
}

const rights = { from: '2022-07-01', to: '2032-07-01' }
/** A session of Dr Sethi on Wednesday 25 March at two in the afternoon. */
function lentSession(change: Record<string, unknown> = {}): Record<string, unknown> {
  const specialist = { ...sessionLentV1Sample.specialist, skills: ['general', 'mental-health', 'blood-borne-virus'] }
  const certain = { ...specialist, accredited: rights, indemnity: rights, honoraryContract: rights }
  return { ...sessionLentV1Sample, sessionId: randomUUID(), specialist: certain, ...change }
}
async function borrowed(agreementId: string, change: Record<string, unknown> = {}): Promise<SessionLentV1> {
  const body = lentSession(change)
  expect(await says('session-lent.v1', agreementId, { ...body, agreementId })).toBe(201)
  return body as unknown as SessionLentV1
}

const rows = async (text: string) => [...(await at.database.admin.unsafe(text))] as Record<string, unknown>[]
const ledger = () =>
  rows('select lender, kind, hours::float8 as hours, session_on::text as on from ledger_entry order by at, kind')
const told = async (subject: string) =>
  (await at.outbox()).filter((message) => message.subject === subject).map(({ name, body }) => ({ name, ...body }))
const offerTo = async (person: PersonId, id: string) =>
  (await at.offers(person)).find(({ escalation }) => escalation.id === id)?.id ?? expect.fail(`no offer to ${person}`)
const excludeOwn = [bell, shah]
async function escalationNobodyHereCanTake(change: Record<string, unknown> = {}) {
  const { id } = await at.spoke.escalates({ skills: ['general', 'blood-borne-virus'], ...change } as never)
  return id
}
const candidateOf = async (id: string, person: string) =>
  (
    await rows(`select c.standing, c.reasons from candidate c join specialist s on s.id = c.specialist_id
      where c.escalation_id = '${id}' and s.person = '${person}' order by picture desc limit 1`)
  )[0]

describe('an agreement', () => {
  it('is proposed here, accepted there, and only then stands', async () => {
    const { agreementId } = fieldOf<{ agreementId: string }>(await propose(), 'result')
    expect(await told(agreementId)).toMatchObject([
      {
        name: 'agreement-proposed.v1',
        ics: ICS,
        reason: PROPOSAL.reason,
        fromOn: '2026-03-10',
        toOn: '2026-06-01',
        proposedByName: 'Moira Lennox',
      },
    ])
    expect(refusalOf(await lend(agreementId, (await lendable())[0]?.id))).toEqual(['agreement-not-standing'])
    expect(await says('agreement-accepted.v1', agreementId, { acceptedByName: 'Carys Vaughan' })).toBe(201)
    expect(await agreements()).toMatchObject([
      { id: agreementId, state: 'standing', partnerIcs: 'QK1', acceptedByName: 'Carys Vaughan', allowedActions: ['end'] },
    ])
    expect(await at.audit('agreement.manage')).toMatchObject([{ actor: moira, outcome: 'allowed', reasons: ['proposed'] }])
  })

  it('is accepted here when a neighbour proposes it, and nobody accepts the own proposal', async () => {
    const id = randomUUID()
    const terms = { ics: 'QK1', reason: 'Help in a surge', fromOn: '2026-03-16', proposedByName: 'Carys Vaughan' }
    expect(await says('agreement-proposed.v1', id, terms)).toBe(201)
    const accept = (agreementId: string) =>
      submit(moira, 'acceptAgreement', '... on AgreementChanged { agreementId }', { agreementId })
    expect(typeOf(await accept(id))).toBe('AgreementChanged')
    expect(refusalOf(await accept(id))).toEqual(['agreement-not-proposed'])
    expect(await told(id)).toMatchObject([{ name: 'agreement-accepted.v1', acceptedByName: 'Moira Lennox' }])
    await end(id)
    const own = fieldOf<{ agreementId: string }>(await propose(), 'result')
    expect(refusalOf(await accept(own.agreementId))).toEqual(['agreement-proposed-here'])
    expect(codeOf(await accept(randomUUID()))).toBe('NOT_FOUND')
  })

  it('is refused with every reason', async () => {
    expect(refusalOf(await propose({ neighbour: 'QQ9', reason: ' ', fromOn: '2026-03-09', toOn: '2026-03-09' }))).toEqual([
      'agreement-reason-missing',
      'agreement-begins-in-the-past',
      'agreement-ends-before-it-begins',
      'neighbour-unknown',
    ])
    expect(refusalOf(await propose({ neighbour: ICS }))).toEqual(['neighbour-unknown'])
    expect(refusalOf(await propose({ neighbour: 'RX1' }))).toEqual(['neighbour-unknown'])
    expect(refusalOf(await propose({ reason: 'x'.repeat(301) }))).toEqual(['agreement-reason-too-long'])
    expect(refusalOf(await propose({ reason: 'turned \u202E round' }))).toEqual(['agreement-reason-not-printable'])
    await standing()
    expect(refusalOf(await propose())).toEqual(['agreement-open-already'])
    expect(await rows('select 1 from reciprocal_agreement')).toHaveLength(1)
  })

  it('takes effect once however often the form is sent', async () => {
    const key = randomUUID()
    const send = () => submit(moira, 'proposeAgreement', '... on AgreementChanged { agreementId }', PROPOSAL, key)
    expect(await send()).toEqual(await send())
    expect(await rows('select 1 from reciprocal_agreement')).toHaveLength(1)
  })

  it('is for the coordinator only, and hidden from nobody by a different answer', async () => {
    for (const person of [bell, 'stranger' as PersonId]) {
      expect(codeOf(await propose({}, person))).toBe('FORBIDDEN')
      expect(codeOf(await at.ask(person, '{ agreements(ics: "QT1", first: 5) { rows { id } } }'))).toBe('FORBIDDEN')
      expect(codeOf(await at.ask(person, '{ lentSessions(ics: "QT1", show: lent, first: 5) { rows { id } } }'))).toBe('FORBIDDEN')
      expect(codeOf(await at.ask(person, '{ lendableSessions(ics: "QT1", first: 5) { rows { id } } }'))).toBe('FORBIDDEN')
    }
  })

  it('is heard only from the pool it is with, for the system that this pool serves', async () => {
    const agreementId = await standing()
    const stranger = await homeSpoke('pool-0000000000cc' as SpokeId, ['QNX'], {
      clock: at.clock,
      pool: POOL,
      inbox: () => at.relay.inbox,
    })
    at.members.set(stranger.id, stranger.peer)
    seq = 0
    expect(await says('agreement-ended.v1', agreementId, { endedByName: 'Nobody' }, stranger)).toBe(409)
    expect(await says('session-lent.v1', agreementId, lentSession({ agreementId }), stranger)).toBe(409)
    const id = randomUUID()
    const claim = { ics: 'QK1', reason: 'Not mine', fromOn: '2026-03-16', proposedByName: 'Nobody' }
    seq = 0
    expect(await says('agreement-proposed.v1', id, claim, stranger)).toBe(403)
    seq = 0
    expect(await says('agreement-proposed.v1', id, { ...claim, ics: 'RX1' }, at.spoke)).toBe(403)
    expect((await agreements()).map(({ state }) => state)).toEqual(['standing'])
    expect(await ledger()).toEqual([])
  })
})

const agreements = async () => {
  const fields =
    'id state partnerIcs acceptedByName allowedActions ledger { total { lent lentUsed borrowed borrowedUsed balance } months { month balance } }'
  return fieldOf<{ rows: Record<string, unknown>[] }>(
    await at.ask(moira, `{ agreements(ics: "QT1", first: 10) { rows { ${fields} } } }`),
    'agreements',
  ).rows
}
const lendable = async () => {
  return fieldOf<{ rows: { id: string; specialistName: string; startsAt: string }[] }>(
    await at.ask(moira, '{ lendableSessions(ics: "QT1", first: 100) { rows { id specialistName startsAt } } }'),
    'lendableSessions',
  ).rows
}
const freeSessionsOf = async (person: PersonId) => {
  return fieldOf<{ id: string }[]>(await at.ask(person, '{ mySessions(ics: "QT1") { id } }'), 'mySessions').map(({ id }) => id)
}

describe('a session that is lent', () => {
  it('is planned with here no more, and the neighbour is told of it and of nothing else', async () => {
    const agreementId = await standing()
    const [session] = (await lendable()).filter(({ specialistName }) => specialistName === 'Dr Miriam Bell')
    const id = session?.id ?? expect.fail('nothing to lend')
    expect(await freeSessionsOf(bell)).toContain(id)
    expect(typeOf(await lend(agreementId, id))).toBe('SessionLent')
    expect(await freeSessionsOf(bell)).not.toContain(id)
    expect((await lendable()).map((one) => one.id)).not.toContain(id)
    const [, lent] = await told(agreementId)
    expect(lent).toMatchObject({
      name: 'session-lent.v1',
      sessionId: id,
      lender: ICS,
      specialist: { person: bell, employer: 'RHA' },
    })
    expect(await ledger()).toEqual([{ lender: ICS, kind: 'lent', hours: 3.5, on: session?.startsAt.slice(0, 10) }])
    expect(refusalOf(await lend(agreementId, id))).toEqual(['session-lent-before'])
    expect((await agreements())[0]).toMatchObject({ ledger: { total: { lent: 0.875, borrowed: 0, balance: 0.875 } } })
  })

  it('comes back when the neighbour gives it back, and is reported when it was used', async () => {
    const agreementId = await standing()
    const [one, other] = await lendable()
    for (const session of [one, other]) await lend(agreementId, session?.id)
    const back = { sessionId: one?.id, reason: 'nobody-needs-it' }
    expect(await says('lent-session-returned.v1', agreementId, back)).toBe(201)
    expect(await says('lent-session-used.v1', agreementId, { sessionId: other?.id, hours: 2 })).toBe(201)
    expect((await agreements())[0]).toMatchObject({ ledger: { total: { lent: 0.875, balance: 0.875 } } })
    const kinds = (await ledger()).map(({ kind, hours }) => `${kind} ${hours}`).sort()
    expect(kinds).toEqual(['lent 3.5', 'lent 3.5', 'returned 3.5', 'used 2'])
    // told twice in two messages, or of one that was never lent: the neighbour must know
    expect(await says('lent-session-used.v1', agreementId, { sessionId: one?.id, hours: 1 })).toBe(409)
    expect(await ledger()).toHaveLength(4)
  })

  it('cannot be one that is cancelled', async () => {
    const agreementId = await standing()
    const sessionId = (await lendable())[0]?.id
    await submit(moira, 'cancelSession', '... on SessionCancelled { sessionId }', { sessionId })
    expect((await lendable()).map(({ id }) => id)).not.toContain(sessionId)
    expect(refusalOf(await lend(agreementId, sessionId))).toEqual(['session-not-here'])
    expect(await ledger()).toEqual([])
  })

  it('cannot be one that is too soon, booked, somebody else’s, or on a day that the agreement does not hold', async () => {
    const agreementId = await standing({ toOn: '2026-03-24' })
    const all = await rows(`select id::text, starts_at from clinic_session where specialist_id in
      (select id from specialist where person = '${bell}') order by starts_at`)
    expect(refusalOf(await lend(agreementId, all[0]?.id))).toEqual(['session-too-soon'])
    const late = all.find(({ starts_at }) => new Date(starts_at as string).toISOString().startsWith('2026-03-24'))
    expect(refusalOf(await lend(agreementId, late?.id))).toEqual(['agreement-not-standing'])
    expect(refusalOf(await lend(agreementId, randomUUID()))).toEqual(['session-not-here'])
    const [cancelled, good] = await lendable()
    await submit(moira, 'cancelSession', '', { sessionId: cancelled?.id })
    expect(refusalOf(await lend(agreementId, cancelled?.id))).toEqual(['session-not-here'])
    expect((await lendable())[0]).toEqual(good)
    await at.database.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
      select gen_random_uuid(), specialist_id, '2026-03-11', '2026-04-11' from clinic_session where id = ${good?.id ?? ''}`
    expect(refusalOf(await lend(agreementId, good?.id))).toEqual(['specialist-may-not-work'])
    expect(await ledger()).toEqual([])
  })
})

describe('a lent session that its lender cannot hold', () => {
  const sessionOfBell = async () =>
    (await lendable()).find(({ specialistName }) => specialistName === 'Dr Miriam Bell') ?? expect.fail('nothing to lend')
  const leave = (fromOn: string, backOn: string) =>
    submit(moira, 'enterLeave', '... on LeaveChanged { leaveId }', { specialistId: idOf(bell), fromOn, backOn })
  const recalls = async (agreementId: string) =>
    (await told(agreementId)).filter(({ name }) => name === 'lent-session-recalled.v1')
  const endsOf = async (sessionId: unknown) =>
    (await rows(`select kind from ledger_entry where session_id = '${sessionId}' order by kind`)).map(({ kind }) => kind)

  it.each([
    ['whoever holds it falls ill', (_id: string) => leave('2026-03-10', '2026-05-10')],
    [
      'it is cancelled',
      (id: string) => submit(moira, 'cancelSession', '... on SessionCancelled { sessionId }', { sessionId: id }),
    ],
  ])('is recalled when %s: the neighbour is told, and owes nothing for it', async (_what, act) => {
    const agreementId = await standing()
    const { id } = await sessionOfBell()
    await lend(agreementId, id)
    expect(['LeaveChanged', 'SessionCancelled']).toContain(typeOf(await act(id)))
    expect(await recalls(agreementId)).toMatchObject([{ sessionId: id }])
    expect(await endsOf(id)).toEqual(['lent', 'returned'])
    expect((await agreements())[0]).toMatchObject({ ledger: { total: { lent: 0, balance: 0 } } })
    expect((await lendable()).map((one) => one.id)).not.toContain(id)
    const out = fieldOf<{ rows: unknown[] }>(
      await at.ask(moira, '{ lentSessions(ics: "QT1", show: lent, first: 5) { rows { id stateTitle returnedForTitle } } }'),
      'lentSessions',
    )
    expect(out.rows).toEqual([{ id, stateTitle: 'Recalled', returnedForTitle: 'The specialist cannot hold it' }])
  })

  it('is recalled once, and whatever the neighbour said of it meanwhile leaves both ledgers equal', async () => {
    const agreementId = await standing()
    const [one, other] = await lendable()
    for (const session of [one, other]) {
      await lend(agreementId, session?.id)
      await submit(moira, 'cancelSession', '', { sessionId: session?.id })
    }
    expect(await recalls(agreementId)).toHaveLength(2)
    expect(await says('lent-session-returned.v1', agreementId, { sessionId: one?.id, reason: 'nobody-needs-it' })).toBe(201)
    expect(await says('lent-session-used.v1', agreementId, { sessionId: other?.id, hours: 2 })).toBe(201)
    expect(await endsOf(one?.id)).toEqual(['lent', 'returned'])
    expect(await endsOf(other?.id)).toEqual(['lent', 'returned', 'used'])
    expect((await agreements())[0]).toMatchObject({ ledger: { total: { lent: 0, lentUsed: 0, balance: 0 } } })
  })

  it('is taken off here: whoever is booked in it is offered anew or moves to another lent session, and the home service hears', async () => {
    const agreementId = await standing()
    const session = await borrowed(agreementId)
    at.clock.advance(1_000)
    const id = await escalationNobodyHereCanTake({ seeWorker: 'virtual-allowed', dueOn: '2026-03-30' })
    await at.accept(sethi, await offerTo(sethi, id))
    await at.declare(sethi, id, false)
    at.clock.advance(days(10))
    await at.routing.sweep()
    const bookedIn = async () =>
      (await rows(`select session_id::text from booking where state = 'booked'`)).map(({ session_id }) => session_id)
    expect(await bookedIn()).toEqual([session.sessionId])
    const later = await borrowed(agreementId, { startsAt: '2026-03-26T14:00:00.000Z' })
    expect(await says('lent-session-recalled.v1', agreementId, { sessionId: session.sessionId })).toBe(201)
    expect(await bookedIn()).toEqual([later.sessionId])
    expect((await told(id)).slice(-2).map(({ name }) => name)).toEqual(['session-cancelled.v1', 'session-booked.v1'])
    expect(await says('lent-session-recalled.v1', agreementId, { sessionId: later.sessionId })).toBe(201)
    expect(await bookedIn()).toEqual([])
    expect((await told(id)).slice(-3).map(({ name }) => name)).toContain('escalation-stood-down.v1')
    expect(await candidateOf(id, sethi)).toMatchObject({ standing: 'excluded' })
    expect((await ledger()).map(({ kind }) => kind).sort()).toEqual(['lent', 'lent', 'returned', 'returned'])
    expect((await agreements())[0]).toMatchObject({ ledger: { total: { borrowed: 0, balance: 0 } } })
    expect(await at.audit('agreement.receive')).toMatchObject([{}, {}, {}, { reasons: ['session-recalled'] }, {}])
  })

  it('takes with it what was only on offer and what was to be answered in writing, when nothing else is lent', async () => {
    const agreementId = await standing()
    const session = await borrowed(agreementId)
    at.clock.advance(1_000)
    const written = await escalationNobodyHereCanTake({ seeWorker: 'no' })
    await at.accept(sethi, await offerTo(sethi, written))
    const open = await escalationNobodyHereCanTake()
    await offerTo(sethi, open)
    expect(await says('lent-session-recalled.v1', agreementId, { sessionId: session.sessionId })).toBe(201)
    expect(await at.offers(sethi)).toEqual([])
    const states = await rows(`select state, accepted_person from escalation where id in ('${written}', '${open}')`)
    expect(states).toEqual(Array(2).fill({ state: 'nobody-eligible', accepted_person: null }))
  })

  it('is heard only from its lender, of a session lent, and once', async () => {
    const agreementId = await standing()
    const { sessionId } = await borrowed(agreementId)
    const world = { clock: at.clock, pool: POOL, inbox: () => at.relay.inbox }
    const stranger = await homeSpoke('pool-0000000000cc' as SpokeId, ['QNX'], world)
    at.members.set(stranger.id, stranger.peer)
    const kept = seq
    seq = 0
    expect(await says('lent-session-recalled.v1', agreementId, { sessionId }, stranger)).toBe(409)
    seq = kept
    expect(await says('lent-session-recalled.v1', agreementId, { sessionId: randomUUID() })).toBe(409)
    expect((await ledger()).map(({ kind }) => kind)).toEqual(['lent'])
  })
})

describe('a session lent to this pool', () => {
  it('brings its specialist among the names that workers are shown, and no escalation sent before is offered', async () => {
    const before = await escalationNobodyHereCanTake()
    const agreementId = await standing()
    at.clock.advance(1_000)
    await borrowed(agreementId)
    const { data } = await at.ask(
      moira,
      '{ _entities(representations: [{ __typename: "Ics", code: "QT1" }]) { ... on Ics { pool { specialists { fullName accredited lentByName } } } } }',
    )
    expect(JSON.stringify(data)).toContain(
      '"fullName":"Dr Arjun Sethi","accredited":true,"lentByName":"Leicester, Leicestershire and Rutland"',
    )
    await at.routing.sweep()
    expect(await candidateOf(before, sethi)).toEqual({ standing: 'excluded', reasons: ['not-shown-to-worker'] })
    at.clock.advance(1_000)
    const after = await escalationNobodyHereCanTake()
    expect(await candidateOf(after, sethi)).toEqual({ standing: 'placed', reasons: ['only-one-eligible'] })
  })

  it('brings a specialist back among the names only from then on, when the rights were over meanwhile', async () => {
    await borrowed(await standing({ toOn: '2026-03-26' }))
    at.clock.advance(days(62))
    seq = 0
    const agreementId = await standing({ fromOn: '2026-05-11', toOn: '2026-07-01' })
    await borrowed(agreementId, { startsAt: '2026-05-27T13:00:00.000Z' })
    const listed = () => rows(`select listed_at from specialist where person = '${sethi}'`)
    expect(await listed()).toEqual([{ listed_at: new Date(at.clock()) }])
    const [first] = await listed()
    at.clock.advance(1_000)
    await borrowed(agreementId, { startsAt: '2026-05-28T13:00:00.000Z' })
    expect(await listed()).toEqual([first])
  })

  it('goes back in time for the notice that the policy in force asks for', async () => {
    const agreementId = await standing()
    const soon = await borrowed(agreementId, { startsAt: '2026-03-13T14:00:00.000Z' })
    await at.database
      .admin`insert into routing_policy (version, settings, why, switched_on_by, switched_on_by_name, switched_on_at)
      values (2, ${at.database.admin.json({ closeWorkingDays: { standard: 1, urgent: 1 } })}, 'Short', 'x', 'X', ${at.clock()})`
    expect(typeOf(await giveBack(soon.sessionId))).toBe('SessionGivenBack')
  })

  it('is used for a missing skill: its specialist signs in here, sees the worker in it, and both ledgers hear what was used', async () => {
    const agreementId = await standing()
    const session = await borrowed(agreementId)
    at.clock.advance(1_000)
    const id = await escalationNobodyHereCanTake({ seeWorker: 'virtual-allowed' })
    expect(typeOf(await at.accept(sethi, await offerTo(sethi, id)))).toBe('OfferAccepted')
    expect(typeOf(await at.declare(sethi, id, false))).toBe('ConflictDeclared')
    expect(refusalOf(await giveBack(session.sessionId))).toEqual(['session-needed'])
    at.clock.advance(days(10))
    await at.routing.sweep()
    expect(await rows(`select session_id::text, person from booking where state = 'booked'`)).toEqual([
      { session_id: session.sessionId, person: sethi },
    ])
    // what was recorded while the session ran was used as much as what was not
    at.clock.advance(days(5.25))
    const [booked] = await rows(`select id::text as "bookingId" from booking where state = 'booked'`)
    const record = { ...booked, attendance: 'attended', followUp: false }
    expect(typeOf(await submit(sethi, 'recordSession', '... on SessionRecorded { bookingId }', record))).toBe('SessionRecorded')
    at.clock.advance(days(0.25))
    await at.routing.sweep()
    expect((await told(agreementId)).at(-1)).toMatchObject({
      name: 'lent-session-used.v1',
      sessionId: session.sessionId,
      hours: 1,
    })
    expect((await agreements())[0]).toMatchObject({
      ledger: {
        total: { borrowed: 0.875, borrowedUsed: 0.25, balance: -0.875 },
        months: [{ month: '2026-03', balance: -0.875 }],
      },
    })
    expect(typeOf(await at.opine(sethi, id))).toBe('OpinionGiven')
  })

  it('is not for what an own specialist can do in time', async () => {
    await borrowed(await standing())
    at.clock.advance(1_000)
    const { id } = await at.spoke.escalates({ dueOn: '2026-03-30' as LondonDate })
    expect(await candidateOf(id, sethi)).toMatchObject({ standing: 'eligible-not-chosen', reasons: ['lent-for-what-own-cannot'] })
  })

  it('is for a conflict of interest, and for when every own specialist would be late', async () => {
    await borrowed(await standing())
    at.clock.advance(1_000)
    const own = await rows(`select id::text from specialist where person in ('${excludeOwn.join("','")}')`)
    const excluded = own.map(({ id }) => ({ specialistId: id, why: 'objection' }))
    const objected = await at.spoke.escalates({ excluded } as never)
    expect(await candidateOf(objected.id, sethi)).toMatchObject({ standing: 'placed' })
    await at.database
      .admin`delete from clinic_session where starts_at < '2026-03-31' and specialist_id in (select id from specialist where person in ${at.database.admin(excludeOwn)})`
    const surge = await at.spoke.escalates({ dueOn: '2026-03-30' as LondonDate })
    expect(await candidateOf(surge.id, sethi)).toMatchObject({ standing: 'placed', reasons: ['lent-and-in-time'] })
  })

  it('takes no more cases than its hours hold', async () => {
    await borrowed(await standing())
    at.clock.advance(1_000)
    const ids: string[] = []
    for (let count = 0; count < 4; count += 1) ids.push(await escalationNobodyHereCanTake())
    expect((await at.offers(sethi)).length).toBe(3)
    expect(await candidateOf(ids[3] ?? '', sethi)).toEqual({ standing: 'excluded', reasons: ['caseload-full'] })
  })

  it('goes back by itself while its lender can still use it, when nobody here needs it', async () => {
    const agreementId = await standing()
    const session = await borrowed(agreementId)
    at.clock.advance(days(8))
    await at.routing.sweep()
    expect((await told(agreementId)).map(({ name }) => name)).not.toContain('lent-session-returned.v1')
    at.clock.advance(days(1))
    await at.routing.sweep()
    await at.routing.sweep()
    expect((await told(agreementId)).slice(1)).toMatchObject([
      { name: 'lent-session-returned.v1', sessionId: session.sessionId, reason: 'nobody-needs-it' },
    ])
    expect((await agreements())[0]).toMatchObject({ ledger: { total: { borrowed: 0, balance: 0 } } })
    const late = await escalationNobodyHereCanTake()
    expect(await candidateOf(late, sethi)).toMatchObject({ reasons: ['caseload-full'] })
  })

  it('is planned at home: no job plan, no weekly session and no cancelling here', async () => {
    const { sessionId, specialist } = await borrowed(await standing())
    const specialistId = specialist.id
    const plan = { complexCases: 1, assessments: 0, supervision: 0, telephoneAdvice: 0, nonClinical: 0 }
    const weekly = { weekday: 2, startsAtHour: 14, hours: 1, site: 'RX1', virtual: false }
    const from = '2026-04-01'
    const changes = [
      ['setJobPlan', '... on TimeChanged { specialistId }', { specialistId, from, ...plan }],
      ['setWeeklySession', '... on TimeChanged { specialistId }', { specialistId, from, ...weekly }],
      ['cancelSession', '... on SessionCancelled { sessionId }', { sessionId }],
    ] as const
    for (const [name, done, input] of changes)
      expect(refusalOf(await submit(moira, name, done, input))).toEqual(['specialist-planned-at-home'])
    expect(await rows(`select 1 from job_plan where specialist_id = '${specialistId}'`)).toEqual([])
  })

  it('is given back by the coordinator, once and in time', async () => {
    const agreementId = await standing()
    const session = await borrowed(agreementId)
    expect(typeOf(await giveBack(session.sessionId))).toBe('SessionGivenBack')
    expect(refusalOf(await giveBack(session.sessionId))).toEqual(['session-not-lent-here'])
    expect((await told(agreementId)).at(-1)).toMatchObject({ reason: 'given-back-by-coordinator' })
    const soon = await borrowed(agreementId, { startsAt: '2026-03-13T14:00:00.000Z' })
    expect(refusalOf(await giveBack(soon.sessionId))).toEqual(['session-too-late-to-give-back'])
  })

  it('goes back at once when no agreement holds any more or its specialist works here, and the ledger says so', async () => {
    const agreementId = await standing()
    const here = { ...(lentSession().specialist as object), person: bell }
    await borrowed(agreementId, { specialist: here })
    await end(agreementId)
    await borrowed(agreementId)
    expect((await told(agreementId)).filter(({ name }) => name === 'lent-session-returned.v1')).toMatchObject([
      { reason: 'specialist-works-here' },
      { reason: 'agreement-not-standing' },
    ])
    expect((await ledger()).map(({ kind }) => kind).sort()).toEqual(['lent', 'lent', 'returned', 'returned'])
    expect(await rows(`select 1 from specialist where person = '${sethi}'`)).toEqual([])
  })
})

describe('an agreement that has ended', () => {
  it('lends nothing new, and what is booked stays and is finished', async () => {
    const agreementId = await standing({ toOn: undefined })
    const session = await borrowed(agreementId)
    at.clock.advance(1_000)
    const id = await escalationNobodyHereCanTake({ seeWorker: 'virtual-allowed' })
    await at.accept(sethi, await offerTo(sethi, id))
    await at.declare(sethi, id, false)
    at.clock.advance(days(10))
    await at.routing.sweep()
    expect(await says('agreement-ended.v1', agreementId, { endedByName: 'Carys Vaughan' })).toBe(201)
    expect(refusalOf(await lend(agreementId, (await lendable())[0]?.id))).toEqual(['agreement-not-standing'])
    await at.routing.sweep()
    expect(await rows(`select session_id::text from booking where state = 'booked'`)).toEqual([{ session_id: session.sessionId }])
    at.clock.advance(days(6))
    await at.routing.sweep()
    expect(typeOf(await at.opine(sethi, id))).toBe('OpinionGiven')
    at.clock.advance(days(60))
    expect(codeOf(await at.ask(sethi, '{ offers(ics: "QT1", first: 5) { rows { id } } }'))).toBe('FORBIDDEN')
    expect(await rows(`select 1 from membership where person = '${sethi}' and to_on is null`)).toEqual([])
    expect(refusalOf(await end(agreementId))).toEqual(['agreement-over'])
  })
})
