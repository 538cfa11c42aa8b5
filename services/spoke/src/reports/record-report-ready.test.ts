import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookAppointment } from '../appointments/book-appointment.ts'
import { recordAttendance } from '../appointments/end-appointment.ts'
import { aCase, aSlot, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import { recordReportReady } from './record-report-ready.ts'

let test: TestSpoke
let caseId = ''
let version = 0
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  const { worker } = await onRecord(test)
  const opened = await aCase(test, worker.id)
  caseId = opened.id
  version = opened.version
})
afterAll(() => test[Symbol.asyncDispose]())

const ready = (who: string, key = newKey()) =>
  recordReportReady(test.spoke, person(who), { idempotencyKey: key, caseId, expectedVersion: version })
const reports = () => test.database.admin`select appointment_id, ready_by_name from report`

async function seen(startsAt: string): Promise<void> {
  const slotId = await aSlot(test, startsAt)
  const asked = { caseId, idempotencyKey: newKey() }
  const booked = await bookAppointment(test.spoke, person('nurse'), { ...asked, expectedVersion: version, slotId })
  if (booked.kind !== 'done') throw new Error(JSON.stringify(booked))
  test.clock.set(startsAt)
  const came = await recordAttendance(test.spoke, person('nurse'), {
    ...asked,
    idempotencyKey: newKey(),
    expectedVersion: booked.case.version,
    appointmentId: booked.case.bookedAppointmentId ?? '',
    attendance: 'attended',
  })
  if (came.kind !== 'done') throw new Error(JSON.stringify(came))
  version = came.case.version
}

it('is refused before the worker has been seen', async () => {
  expect(await ready('nurse')).toMatchObject({ kind: 'refused', reasons: [{ word: 'no-assessment-to-report-on' }] })
  expect(await reports()).toEqual([])
})

it('is recorded once for an assessment, with who and when; the same form again changes nothing', async () => {
  await seen('2026-11-24T10:00:00.000Z')
  const key = newKey()
  const first = await ready('nurse', key)
  expect(first).toMatchObject({ kind: 'done', case: { state: 'in-progress' } })
  expect(first.kind === 'done' && first.case.allowedActions).not.toContain('record-report-ready')
  expect(await ready('nurse', key)).toMatchObject({ kind: 'done' })
  expect(await reports()).toMatchObject([{ ready_by_name: 'Asha Mistry' }])
  version += 1
  expect(await ready('nurse')).toMatchObject({ kind: 'refused', reasons: [{ word: 'report-ready-already' }] })
})

it('can be recorded again after the next assessment, and offers itself then', async () => {
  await seen('2026-11-26T10:00:00.000Z')
  expect(await ready('physician')).toMatchObject({ kind: 'done' })
  version += 1
  expect(await reports()).toHaveLength(2)
})

it('is never recorded late for an older assessment, once a newer one has its own', async () => {
  await seen('2026-11-27T10:00:00.000Z')
  await seen('2026-11-30T10:00:00.000Z')
  const before = (await reports()).length
  const newest = await ready('nurse')
  expect(newest).toMatchObject({ kind: 'done' })
  expect(newest.kind === 'done' && newest.case.allowedActions).not.toContain('record-report-ready')
  version += 1
  expect(await ready('nurse')).toMatchObject({ kind: 'refused', reasons: [{ word: 'report-ready-already' }] })
  expect(await reports()).toHaveLength(before + 1)
})

it.each(['administrator', 'manager', 'worker'])('is not for others: %s', async (who) => {
  expect(await ready(who)).toMatchObject({ kind: expect.stringMatching(/forbidden|hidden/) })
})
