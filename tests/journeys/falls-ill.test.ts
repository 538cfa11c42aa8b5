import { afterAll, beforeAll, expect, it } from 'vitest'
import { done, submitter } from '../network/acts.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { QK1, RWE } from '../network/people.ts'
import { type Specialist, specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

let net: Network
let asha: Nurse
let doctors: readonly { readonly person: string; readonly acts: Specialist }[]
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  doctors = [QK1.bell, QK1.rahmani].map((person) => ({ person, acts: specialistAt(net.as(person), QK1.ics) }))
})
afterAll(() => net?.[Symbol.asyncDispose]())

/** Sent up for mental health, to be seen; accepted and opened by whichever of the two is asked. */
async function withADoctor(fullName: string, staffNumber: string, exclusions: readonly unknown[] = []) {
  const { id: caseId } = await asha.readyCase(fullName, staffNumber)
  const asked = { category: 'mental-health', seeWorker: 'virtual-allowed', exclusions }
  const { escalation } = done(await asha.escalates(caseId, asked), 'CaseEscalated')
  await net.settle()
  for (const { person, acts } of doctors) {
    const offer = await acts.offerOf(escalation.id)
    if (!offer) continue
    done(await acts.accepts(offer.id), 'OfferAccepted')
    await net.settle()
    done(await acts.declares(escalation, false), 'ConflictDeclared')
    return { caseId, id: escalation.id as string, person }
  }
  throw new Error('Nobody was asked.')
}

const MINE = '{ mySessions(ics: "QK1") { startsAt bookings { escalation { id } } } }'
/** When each case is seen by a specialist, by his own list of sessions. */
async function seenBy(person: string): Promise<Record<string, string>> {
  const { mySessions } = await net.as(person).get(MINE)
  const sessions: { startsAt: string; bookings: { escalation: { id: string } }[] }[] = mySessions
  return Object.fromEntries(
    sessions.flatMap(({ startsAt, bookings }) => bookings.map(({ escalation }) => [escalation.id, startsAt])),
  )
}

it('a specialist falls ill at 8 a.m.: as few people as possible move, at once, and everybody can see where they stand', async () => {
  const { ics } = await net.as(RWE.nurse).get('{ ics(code: "QK1") { pool { specialists { id fullName } } } }')
  const harriet = ics.pool.specialists.find(({ fullName }: { fullName: string }) => fullName === 'Dr Harriet Bell')
  const first = await withADoctor('Quilla Featherstone', '77020')
  const second = await withADoctor('Odo Featherstone', '77021', [{ specialistId: harriet.id, why: 'objection' }])
  expect([first.person, second.person]).toEqual([QK1.bell, QK1.rahmani])
  net.clock.advance({ hours: 24 })
  await net.settle()
  const planned = { ...(await seenBy(first.person)), ...(await seenBy(second.person)) }
  expect(Object.keys(planned).sort()).toEqual([first.id, second.id].sort())

  // eight in the morning of Wednesday 25 November
  net.clock.advance({ hours: 23 })
  const moira = submitter(net.as(QK1.coordinator), { ics: QK1.ics })
  const ill = net.as(first.person)
  const { myTime } = await ill.get('{ myTime(ics: "QK1") { time { specialist { id } } } }')
  const specialistId = myTime.time.specialist.id
  expect(specialistId).toBe(harriet.id)

  // the cold is over by Monday: the worker keeps the doctor and is seen on Monday
  const cold = { specialistId, fromOn: '2026-11-25', backOn: '2026-11-30' }
  done(await moira('enterLeave', '... on LeaveChanged { leaveId }', cold), 'LeaveChanged')
  expect(await seenBy(first.person)).toEqual({ [first.id]: '2026-11-30T09:00:00.000Z' })
  expect((await seenBy(second.person))[second.id]).toBe(planned[second.id])
  await net.settle()
  expect(await asha.sent(first.caseId)).toMatchObject({ state: 'accepted', acceptedName: 'Dr Harriet Bell' })

  // it is worse than that: nobody could see the worker in time, so somebody else is asked there and then
  const weeks = { specialistId, fromOn: '2026-11-30', backOn: '2026-12-21' }
  const { leaveId } = done(await moira('enterLeave', '... on LeaveChanged { leaveId }', weeks), 'LeaveChanged')
  expect(await seenBy(first.person)).toEqual({})
  const other = doctors.find(({ person }) => person !== first.person)
  expect((await other?.acts.offerOf(first.id))?.escalation.state).toBe('offered')
  await net.settle()
  expect(await asha.sent(first.caseId)).toMatchObject({ state: 'offered', acceptedName: null })
  expect((await seenBy(second.person))[second.id]).toBe(planned[second.id])

  const { leave } = await net
    .as(QK1.coordinator)
    .get('{ leave(ics: "QK1", first: 20) { rows { id cases { outcome reasons } } } }')
  const told = leave.rows.find(({ id }: { id: string }) => id === leaveId)
  expect(told.cases).toEqual([{ outcome: 'taken-back', reasons: ['The same specialist has no other session that is in time'] }])

  // well again sooner: the sessions come back, and nobody who was told a new day is told another
  const before = await seenBy(second.person)
  done(await moira('cancelLeave', '... on LeaveChanged { leaveId }', { leaveId }), 'LeaveChanged')
  const { myTime: after } = await ill.get('{ myTime(ics: "QK1") { sessions { startsAt cancelled } } }')
  const held = (after.sessions as { startsAt: string; cancelled: boolean }[]).filter(({ cancelled }) => !cancelled)
  expect(held.map(({ startsAt }) => startsAt)).toContain('2026-12-01T09:00:00.000Z')
  expect(await seenBy(second.person)).toEqual(before)
  expect(await seenBy(first.person)).toEqual({})
})
