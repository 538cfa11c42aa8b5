import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../testing/ask.ts'
import { aCase, aSlot, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { bookAppointment } from './book-appointment.ts'
import { cancelAppointment, recordAttendance } from './end-appointment.ts'

let test: TestSpoke
let marta: Enrolled
let ben: Enrolled
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  marta = await onRecord(test)
  ben = await onRecord(test, { manager: 'manager' }, { fullName: 'Ben Drake', staffNumber: '30990011' })
})
afterAll(() => test[Symbol.asyncDispose]())

const book = (who: string, caseId: string, slotId: string, expectedVersion = 1, idempotencyKey = newKey()) =>
  bookAppointment(test.spoke, person(who), { idempotencyKey, caseId, expectedVersion, slotId })
async function booked(startsAt: string, worker = marta) {
  const found = await aCase(test, worker.worker.id)
  const slotId = await aSlot(test, startsAt)
  const done = await book('nurse', found.id, slotId)
  if (done.kind !== 'done' || !done.case.bookedAppointmentId) throw new Error(JSON.stringify(done))
  return { caseId: found.id, slotId, appointmentId: done.case.bookedAppointmentId, expectedVersion: 2 }
}
const record = (who: string, form: { caseId: string; appointmentId: string; expectedVersion: number }, attendance: string) =>
  recordAttendance(test.spoke, person(who), { idempotencyKey: newKey(), ...form, attendance })
const words = (answer: object) =>
  'reasons' in answer ? (answer.reasons as { word: string }[]).map(({ word }) => word) : [(answer as { kind: string }).kind]
const rowOf = async (id: string) =>
  (await test.database.admin`select state, version, first_seen_on::text, appointment_id from "case" where id = ${id}`)[0]

describe('booking', () => {
  it('takes the slot, moves the case and answers the administrator as well as the nurse', async () => {
    const found = await aCase(test, marta.worker.id)
    const slotId = await aSlot(test, '2026-11-30T09:00:00Z')
    const document = `mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { __typename ... on AppointmentBooked {
      case { stateTitle version bookedAppointment { startsAt endsAt kindTitle stateTitle clinicianName } } } } }`
    const input = { trust: 'RWE', idempotencyKey: newKey(), caseId: found.id, expectedVersion: 1, slotId }
    const { data } = await ask(test.spoke, 'administrator', document, { input })
    expect(data.bookAppointment).toEqual({
      __typename: 'AppointmentBooked',
      case: {
        stateTitle: 'Appointment booked',
        version: 2,
        bookedAppointment: {
          startsAt: '2026-11-30T09:00:00.000Z',
          endsAt: '2026-11-30T09:45:00.000Z',
          kindTitle: 'Face to face',
          stateTitle: 'Booked',
          clinicianName: 'Callum Doyle',
        },
      },
    })
    expect((await test.audited()).at(-1)).toMatchObject({
      action: 'appointment.manage',
      subject: marta.worker.id,
      outcome: 'allowed',
    })
  })

  it('gives one slot to one of two who want it at once', async () => {
    const [one, two] = [await aCase(test, marta.worker.id), await aCase(test, ben.worker.id)]
    const slotId = await aSlot(test, '2026-11-30T11:00:00Z')
    const answers = await Promise.all([book('nurse', one.id, slotId), book('nurse-2', two.id, slotId)])
    expect(answers.map(words).sort()).toEqual([['done'], ['slot-taken']])
    const [row] = await test.database.admin`select count(*)::int as taken from appointment where slot_id = ${slotId}`
    expect(row?.taken).toBe(1)
  })

  it('sent twice books once', async () => {
    const found = await aCase(test, ben.worker.id)
    const slotId = await aSlot(test, '2026-12-08T09:00:00Z')
    const key = newKey()
    const [one, two] = await Promise.all([book('nurse', found.id, slotId, 1, key), book('nurse', found.id, slotId, 1, key)])
    expect(one.kind).toBe('done')
    expect(two).toEqual(one)
  })

  it.each<[string, () => Promise<string>, string[]]>([
    ['a slot that has begun', async () => aSlot(test, '2026-11-23T09:42:00Z'), ['slot-in-past']],
    ['a slot that does not exist', async () => newKey(), ['no-such-slot']],
    ['a text that is no id', async () => 'tomorrow', ['no-such-slot']],
    [
      'a slot at a time when the worker is elsewhere',
      async () => {
        await booked('2026-12-02T09:00:00Z')
        return aSlot(test, '2026-12-02T09:30:00Z', 'telephone')
      },
      ['worker-busy-then'],
    ],
  ])('%s is refused', async (_name, slot, expected) => {
    const slotId = await slot()
    const found = await aCase(test, marta.worker.id)
    expect(words(await book('nurse', found.id, slotId))).toEqual(expected)
    expect(await rowOf(found.id)).toMatchObject({ version: 1, appointment_id: null })
  })

  it('a second time on one case is refused', async () => {
    const { caseId } = await booked('2026-12-03T09:00:00Z')
    expect(words(await book('nurse', caseId, await aSlot(test, '2026-12-03T14:00:00Z'), 2))).toEqual([
      'appointment-already-booked',
    ])
  })

  it('is the worker’s own to do, and neither the manager’s nor another worker’s', async () => {
    const found = await aCase(test, marta.worker.id)
    const slotId = await aSlot(test, '2026-12-04T09:00:00Z')
    await test.grant('worker-9', 'Some Body', 'worker')
    expect(await book('worker-9', found.id, slotId)).toEqual({ kind: 'hidden' })
    expect((await book('manager', found.id, slotId)).kind).toBe('hidden')
    expect((await book('worker', found.id, slotId)).kind).toBe('done')
    const [move] = await test.database.admin`select by_name from case_move where case_id = ${found.id} and version = 2`
    expect(move?.by_name).toBe('Marta Nowak')
  })
})

describe('cancelling', () => {
  it('frees the slot for another', async () => {
    const { slotId, ...form } = await booked('2026-12-07T09:00:00Z')
    expect(await cancelAppointment(test.spoke, person('worker'), { idempotencyKey: newKey(), ...form })).toMatchObject({
      kind: 'done',
      case: { state: 'awaiting-appointment', version: 3 },
    })
    const other = await aCase(test, ben.worker.id)
    expect((await book('nurse', other.id, slotId)).kind).toBe('done')
  })

  it('of another appointment than the one booked is refused', async () => {
    const { slotId: _slot, ...form } = await booked('2026-12-07T11:00:00Z')
    const ask = { idempotencyKey: newKey(), ...form, appointmentId: newKey() }
    expect(words(await cancelAppointment(test.spoke, person('nurse'), ask))).toEqual(['another-appointment'])
  })

  it('of what is over is refused: it was attended or missed', async () => {
    const { slotId: _slot, ...form } = await booked('2026-11-25T09:00:00Z')
    test.clock.set('2026-11-25T10:00:00Z')
    expect(words(await cancelAppointment(test.spoke, person('nurse'), { idempotencyKey: newKey(), ...form }))).toEqual([
      'appointment-begun',
    ])
    test.clock.set('2026-11-23T09:42:00Z')
  })
})

describe('attendance', () => {
  it('makes the worker seen, and the first-appointment clock is met', async () => {
    const { slotId: _slot, ...form } = await booked('2026-11-26T09:00:00Z')
    test.clock.set('2026-11-26T09:50:00Z')
    const done = await record('administrator', form, 'attended')
    expect(done).toMatchObject({ kind: 'done', case: { state: 'in-progress', nextDueOn: null } })
    expect(await rowOf(form.caseId)).toMatchObject({ first_seen_on: '2026-11-26', appointment_id: null })
    const closing = done.kind === 'done' ? done.case.deadlines.map(({ clock, standing }) => [clock, standing]) : []
    expect(closing).toContainEqual(['first-appointment', 'met'])
    test.clock.set('2026-11-23T09:42:00Z')
  })

  it('missed puts the case back to wait, and its clock runs on', async () => {
    const { slotId: _slot, ...form } = await booked('2026-11-27T09:00:00Z')
    expect(words(await record('nurse', form, 'did-not-attend'))).toEqual(['appointment-not-begun'])
    test.clock.set('2026-11-27T09:10:00Z')
    expect(await record('nurse', form, 'did-not-attend')).toMatchObject({
      kind: 'done',
      case: { state: 'awaiting-appointment', nextDueOn: '2026-12-07', appointments: [{ state: 'did-not-attend' }] },
    })
    test.clock.set('2026-11-23T09:42:00Z')
  })

  it('is not recorded before the day, nor in another word', async () => {
    const { slotId: _slot, ...form } = await booked('2026-12-09T09:00:00Z')
    expect(words(await record('nurse', form, 'attended'))).toEqual(['appointment-not-begun'])
    expect(words(await record('nurse', form, 'constructor'))).toEqual(['attendance-unknown'])
    expect(await rowOf(form.caseId)).toMatchObject({ state: 'booked', version: 2 })
  })

  it('is never one’s own to record', async () => {
    const { slotId: _slot, ...form } = await booked('2026-12-10T09:00:00Z')
    expect(await record('worker', form, 'attended')).toEqual({ kind: 'hidden' })
  })
})

it('lets the referrer see when the worker is away, not how or with whom', async () => {
  const { caseId } = await booked('2026-12-11T09:00:00Z')
  const document =
    'query ($id: ID!) { case(trust: "RWE", id: $id) { appointments { startsAt state kind clinicianName } bookedAppointment { id } } }'
  const { data } = await ask(test.spoke, 'manager', document, { id: caseId })
  const away = { startsAt: '2026-12-11T09:00:00.000Z', state: 'booked', kind: null, clinicianName: null }
  expect(data.case).toEqual({ appointments: [away], bookedAppointment: null })
})

it('tells the referrer neither whether the worker came, nor when he was born, nor his staff number', async () => {
  const { slotId: _slot, ...form } = await booked('2026-12-17T09:00:00Z')
  test.clock.set('2026-12-17T10:00:00Z')
  expect((await record('nurse', form, 'did-not-attend')).kind).toBe('done')
  const seenBy = async (who: string) => {
    const document = `query ($id: ID!) { case(trust: "RWE", id: $id) {
      appointments { state } worker { fullName bornOn staffNumber } referral { worker { bornOn staffNumber } } } }`
    return (await ask(test.spoke, who, document, { id: form.caseId })).data.case
  }
  const { appointments, worker, referral } = await seenBy('nurse')
  expect(appointments).toEqual([{ state: 'did-not-attend' }])
  expect(worker.bornOn).toMatch(/^\d{4}-/)
  const nothing = { bornOn: null, staffNumber: null }
  expect(referral.worker).not.toEqual(nothing)
  const { fullName } = worker
  const told = { appointments: [], worker: { fullName, ...nothing }, referral: { worker: nothing } }
  expect(await seenBy('manager')).toEqual(told)
  const team = await ask(test.spoke, 'manager', '{ myTeam(trust: "RWE") { bornOn staffNumber } }')
  expect(team.data.myTeam).toContainEqual(nothing)
  test.clock.set('2026-11-23T09:42:00Z')
})

describe('free slots', () => {
  const SLOTS = `query ($from: LondonDate!, $first: Int!, $after: String) { slots(trust: "RWE", from: $from, first: $first, after: $after) {
    rows { id startsAt } pageInfo { hasNextPage endCursor } } }`

  it('come by time, page by page, without those that are taken or have begun', async () => {
    await aSlot(test, '2026-11-20T09:00:00Z')
    const free = [
      await aSlot(test, '2026-12-14T09:00:00Z'),
      await aSlot(test, '2026-12-14T10:00:00Z'),
      await aSlot(test, '2026-12-14T11:00:00Z'),
    ]
    await booked('2026-12-14T13:00:00Z')
    const first = await ask(test.spoke, 'nurse', SLOTS, { from: '2026-12-14', first: 2 })
    const { endCursor } = first.data.slots.pageInfo
    const second = await ask(test.spoke, 'nurse', SLOTS, { from: '2026-12-14', first: 2, after: endCursor })
    const seen = [...first.data.slots.rows, ...second.data.slots.rows].map(({ id }: { id: string }) => id)
    expect(seen).toEqual(free)
    expect(second.data.slots.pageInfo.hasNextPage).toBe(false)
    const all = await ask(test.spoke, 'nurse', SLOTS, { from: '2026-01-01', first: 100 })
    expect(all.data.slots.rows.every(({ startsAt }: { startsAt: string }) => startsAt >= '2026-11-23T09:42')).toBe(true)
  })

  it('are for the OH team, on a day that exists', async () => {
    expect((await ask(test.spoke, 'manager', SLOTS, { from: '2026-12-14', first: 2 })).errors[0].extensions.code).toBe(
      'NOT_FOUND',
    )
    const { errors } = await ask(test.spoke, 'nurse', SLOTS, { from: '2026-11-31', first: 2 })
    expect(errors[0].message).toContain('Enter a date that exists')
  })
})
