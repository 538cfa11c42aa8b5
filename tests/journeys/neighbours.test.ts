import { addDays, londonDateOf } from '@oh/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { done, submitter } from '../network/acts.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { QK1 } from '../network/people.ts'
import { specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const LEDGER = '{ rows { id state ledger { total { lent lentUsed borrowed borrowedUsed balance } months { month balance } } } }'

let net: Network
let nurse: Nurse
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RX1'], pools: ['QK1', 'QT1'] })
  nurse = nurseAt(net.as('nurse-rx1'), 'RX1')
})
afterAll(() => net?.[Symbol.asyncDispose]())

const coordinatorOf = (ics: string) => submitter(net.as(`coordinator-${ics.toLowerCase()}`), { ics })
async function agreementOf(ics: string) {
  const { agreements } = await net
    .as(`coordinator-${ics.toLowerCase()}`)
    .get(`query ($ics: ID!) { agreements(ics: $ics, first: 5) ${LEDGER} }`, { ics })
  return agreements.rows[0]
}
const entriesOf = (ics: string) => net.poolDatabase(ics)
  .admin`select session_id::text, session_on::text, lender, kind, hours::text
  from ledger_entry order by session_on, lender, kind, session_id`

/** Both pools have the same entries, and each reckons what the other does with lent and borrowed changed round. */
async function expectEqualLedgers() {
  expect([...(await entriesOf('QK1'))]).toEqual([...(await entriesOf('QT1'))])
  const [ours, theirs] = [(await agreementOf('QK1')).ledger.total, (await agreementOf('QT1')).ledger.total]
  expect(theirs).toEqual({
    lent: ours.borrowed,
    lentUsed: ours.borrowedUsed,
    borrowed: ours.lent,
    borrowedUsed: ours.lentUsed,
    balance: 0 - ours.balance,
  })
}

it('starts with an agreement on both sides, and the same ledger', async () => {
  expect((await agreementOf('QK1')).state).toBe('standing')
  expect((await entriesOf('QK1')).length).toBe(5)
  await expectEqualLedgers()
})

it('lends a session to a system in which nobody can take a case: the lent specialist sees the worker, and the ledger says so', async () => {
  // nobody of QT1 itself may work: a service whose system has no doctor of its own
  await net.poolDatabase('QT1').admin`update specialist set indemnity_to = '2022-07-02' where lent_by is null`
  const { rows } = (
    await net.as('coordinator-qk1').get('{ lendableSessions(ics: "QK1", first: 50) { rows { id specialistName startsAt } } }')
  ).lendableSessions
  const session = rows.find(({ specialistName }: { specialistName: string }) => specialistName === 'Dr Arjun Sethi')
  const { id: agreementId } = await agreementOf('QK1')
  done(
    await coordinatorOf('QK1')('lendSession', '... on SessionLent { sessionId }', { agreementId, sessionId: session.id }),
    'SessionLent',
  )
  await net.settle()
  const { ics } = await net
    .as('nurse-rx1')
    .get('{ ics(code: "QT1") { pool { specialists { fullName accredited lentByName } } } }')
  const shown = ics.pool.specialists.filter(({ accredited }: { accredited: boolean }) => accredited)
  expect(shown).toEqual([{ fullName: 'Dr Arjun Sethi', accredited: true, lentByName: 'Leicester, Leicestershire and Rutland' }])
  net.clock.advance({ minutes: 1 })
  const { id: caseId } = await nurse.readyCase('Wilma Kestrel', '77031')
  const sent = await nurse.escalates(caseId, { category: 'blood-borne-virus', seeWorker: 'virtual-allowed' })
  const { escalation } = done(sent, 'CaseEscalated')
  await net.settle()
  const sethi = specialistAt(net.as(QK1.sethi), 'QT1')
  const offered = (await sethi.offerOf(escalation.id)) ?? expect.fail('no offer')
  done(await sethi.accepts(offered.id), 'OfferAccepted')
  await net.settle()
  done(await sethi.declares(escalation, false), 'ConflictDeclared')
  await net.settle()
  expect((await sethi.opens(escalation)).errors).toEqual([])
  done(await sethi.answers(escalation), 'OpinionGiven')
  await net.settle()
  expect((await nurse.sent(caseId)).state).toBe('answered')
  await expectEqualLedgers()
  for (let day = 0; day < 21; day += 1) {
    net.clock.advance({ days: 1 })
    await net.settle()
  }
  const kinds = (await entriesOf('QT1')).filter(({ session_id }) => session_id === session.id).map(({ kind }) => kind)
  expect(kinds).toContain('lent')
  expect(kinds).toHaveLength(2)
  await expectEqualLedgers()
})

it('recalls a lent session when its specialist falls ill: the neighbour’s worker is told at once, and nothing is owed', async () => {
  const { rows } = (
    await net.as('coordinator-qk1').get('{ lendableSessions(ics: "QK1", first: 50) { rows { id specialistName startsAt } } }')
  ).lendableSessions
  const session = rows.find(({ specialistName }: { specialistName: string }) => specialistName === 'Dr Arjun Sethi')
  const { id: agreementId } = await agreementOf('QK1')
  const lends = coordinatorOf('QK1')
  done(await lends('lendSession', '... on SessionLent { sessionId }', { agreementId, sessionId: session.id }), 'SessionLent')
  await net.settle()
  net.clock.advance({ minutes: 1 })
  const { id: caseId } = await nurse.readyCase('Wilfred Kestrel', '77032')
  const { escalation } = done(
    await nurse.escalates(caseId, { category: 'blood-borne-virus', seeWorker: 'virtual-allowed' }),
    'CaseEscalated',
  )
  await net.settle()
  const sethi = specialistAt(net.as(QK1.sethi), 'QT1')
  done(await sethi.accepts(((await sethi.offerOf(escalation.id)) ?? expect.fail('no offer')).id), 'OfferAccepted')
  await net.settle()
  done(await sethi.declares(escalation, false), 'ConflictDeclared')
  const booked = async () => {
    const { mySessions } = await net.as(QK1.sethi).get('{ mySessions(ics: "QT1") { id bookings { id } } }')
    return mySessions.filter(({ bookings }: { bookings: unknown[] }) => bookings.length > 0).map(({ id }: { id: string }) => id)
  }
  for (let day = 0; day < 14 && (await booked()).length === 0; day += 1) {
    net.clock.advance({ days: 1 })
    await net.settle()
  }
  expect(await booked()).toEqual([session.id])
  const { myLentSessions } = await net.as(QK1.sethi).get('{ myLentSessions(ics: "QK1") { id neighbourName isAhead } }')
  expect(myLentSessions).toContainEqual({ id: session.id, neighbourName: expect.stringContaining('Nottingham'), isAhead: true })

  const { myTime } = await net.as(QK1.sethi).get('{ myTime(ics: "QK1") { time { specialist { id } } } }')
  const fromOn = londonDateOf(net.clock.now())
  const leave = { specialistId: myTime.time.specialist.id, fromOn, backOn: addDays(fromOn, 60) }
  done(await lends('enterLeave', '... on LeaveChanged { leaveId }', leave), 'LeaveChanged')
  await net.settle()
  expect(await booked()).toEqual([])
  expect(await nurse.sent(caseId)).toMatchObject({ state: 'nobody-eligible', acceptedName: null })
  const kinds = (await entriesOf('QT1')).filter(({ session_id }) => session_id === session.id).map(({ kind }) => kind)
  expect(kinds).toEqual(['lent', 'returned'])
  await expectEqualLedgers()
})

it('lends nothing new once an agreement has ended', async () => {
  const { id: agreementId } = await agreementOf('QT1')
  done(await coordinatorOf('QT1')('endAgreement', '... on AgreementChanged { agreementId }', { agreementId }), 'AgreementChanged')
  await net.settle()
  expect((await agreementOf('QK1')).state).toBe('ended')
  const { rows } = (await net.as('coordinator-qk1').get('{ lendableSessions(ics: "QK1", first: 1) { rows { id } } }'))
    .lendableSessions
  const refused = await coordinatorOf('QK1')('lendSession', '', { agreementId, sessionId: rows[0].id })
  expect(refused.reasons?.map(({ word }) => word)).toContain('agreement-not-standing')
  await expectEqualLedgers()
})

it('shows whoever leads the system how time is used and what neighbours owe, and nobody else', async () => {
  const USE =
    '{ ics(code: "QK1") { poolUse { past { heldPas } ahead { heldPas bookedPas } decided { value mark } agreements { ledger { total { lent } } } } } }'
  const { ics } = await net.as('ics-lead-qk1').get(USE)
  expect(ics.poolUse.ahead.heldPas).toBeGreaterThan(0)
  expect(ics.poolUse.agreements[0].ledger.total.lent).toBeGreaterThan(0)
  expect(ics.poolUse.decided).toBeNull()
  expect((await net.as('coordinator-qk1').get(USE)).ics.poolUse.decided).not.toBeNull()
  for (const person of ['ics-lead-qt1', QK1.bell, 'nurse-rwe', 'national-lead']) {
    const { data, errors } = await net.as(person).ask(USE)
    expect(data?.ics?.poolUse ?? null).toBeNull()
    expect(errors?.length).toBeGreaterThan(0)
  }
})
