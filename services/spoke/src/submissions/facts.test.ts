import { randomUUID } from 'node:crypto'
import type { Month, TrustCode } from '@oh/kernel'
import { countGrid, countMonth } from '@oh/measures'
import { OPINION_GIVEN_V1 } from '@oh/messages'
import { actingAs, asActor } from '@oh/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bookAppointment } from '../appointments/book-appointment.ts'
import { cancelAppointment, recordAttendance } from '../appointments/end-appointment.ts'
import { closeCase } from '../cases/close-case.ts'
import type { CaseView } from '../cases/view-cases.ts'
import { type Scene, scene } from '../escalations/testing/scene.ts'
import { makeReferral } from '../referrals/make-referral.ts'
import { triageReferral } from '../referrals/triage-referral.ts'
import { recordReportReady } from '../reports/record-report-ready.ts'
import { accept, aReferral, aSlot, newKey, onRecord, person, referralAsk } from '../testing/stories.ts'
import { monthOfEmployer } from './facts.reads.ts'

const OCTOBER = '2026-10' as Month
let s: Scene
beforeAll(async () => {
  s = await scene()
  await inPostSinceLongAgo()
})
/** Stories of October need people who were there then. */
const inPostSinceLongAgo = () => s.test.database.admin`update assignment set from_on = '2020-01-01'`
afterAll(() => s[Symbol.asyncDispose]())

const counted = (employer: string) =>
  asActor(s.spoke.db, person('head'), (tx) =>
    actingAs(tx, 'counting', async () => {
      const { facts, unrecorded } = await monthOfEmployer(tx, employer as TrustCode, OCTOBER)
      const counts = countMonth(facts, OCTOBER).map(({ measure, count }) => [measure, `${count.numerator}/${count.denominator}`])
      return { ...Object.fromEntries(counts), unrecorded } as Record<string, string | number>
    }),
  )
const gridOf = (employer: string) =>
  asActor(s.spoke.db, person('head'), (tx) =>
    actingAs(tx, 'counting', async () => {
      const { facts } = await monthOfEmployer(tx, employer as TrustCode, OCTOBER)
      return countGrid(facts, OCTOBER).map(
        ({ staffGroup, reasonGroup, numerator, denominator }) => `${staffGroup}, ${reasonGroup}: ${numerator}/${denominator}`,
      )
    }),
  )
const nurse = person('nurse')
const form = ({ id, version }: Pick<CaseView, 'id' | 'version'>) => ({
  idempotencyKey: newKey(),
  caseId: id,
  expectedVersion: version,
})

function changed<Answer extends { readonly kind: string }>(answer: Answer): CaseView {
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer))
  return (answer as unknown as { case: CaseView }).case
}

/** A management referral of the worker, received and accepted at a moment. */
async function openedAt(at: string, worker = s.marta.worker.id): Promise<CaseView> {
  s.test.clock.set(at)
  const { id } = await aReferral(s.test, worker)
  return accept(s.test, id)
}
/** The same by a letter of a GP. */
async function writtenAt(at: string): Promise<CaseView> {
  s.test.clock.set(at)
  const made = await makeReferral(s.spoke, nurse, referralAsk({ workerId: s.marta.worker.id, source: 'gp' }))
  if (made.kind !== 'done') throw new Error(JSON.stringify(made))
  return accept(s.test, made.referral.id)
}
async function bookedAt(found: CaseView, startsAt: string): Promise<CaseView> {
  const slotId = await aSlot(s.test, startsAt)
  return changed(await bookAppointment(s.spoke, nurse, { ...form(found), slotId }))
}
async function endedAt(found: CaseView, attendance: string, at: string): Promise<CaseView> {
  s.test.clock.set(at)
  const appointmentId = found.bookedAppointmentId ?? ''
  return changed(await recordAttendance(s.spoke, nurse, { ...form(found), appointmentId, attendance }))
}
async function cancelledAt(found: CaseView, at: string): Promise<CaseView> {
  s.test.clock.set(at)
  const appointmentId = found.bookedAppointmentId ?? ''
  return changed(await cancelAppointment(s.spoke, nurse, { ...form(found), appointmentId }))
}

it('counts nothing of an employer about whose people nothing has happened, but the people and the posts', async () => {
  await s.test.database.admin`insert into oh_post (id, occupation, funded, in_post, from_on) values
    (${randomUUID()}, 'oh-nurse', 400, 300, '2020-01-01'), (${randomUUID()}, 'manager', 100, 100, '2020-01-01'),
    (${randomUUID()}, 'consultant', 100, 80, '2026-11-01')`
  expect(await counted('RWE')).toEqual({
    'seen-within-10': '0/0',
    'received-seen-within-10': '0/0',
    'waiting-over-10': '0/0',
    'report-within-2': '0/0',
    'did-not-attend': '0/0',
    'cancelled-late': '0/0',
    'escalation-in-target': '0/0',
    'escalations-per-1000': '0/17000',
    // managers are no clinical staff, and the consultant came after the month
    'clinical-wte-per-1000': '300/17000',
    unrecorded: 0,
  })
})

it('counts each thing once from what was recorded in the ordinary work', async () => {
  // seen on the fourth working day, reported on the second after; a follow-up missed
  const first = await bookedAt(await openedAt('2026-10-05T09:00:00.000Z'), '2026-10-09T09:00:00.000Z')
  const seen = await endedAt(first, 'attended', '2026-10-09T10:00:00.000Z')
  s.test.clock.set('2026-10-13T09:00:00.000Z')
  const reported = changed(await recordReportReady(s.spoke, nurse, form(seen)))
  const again = await bookedAt(reported, '2026-10-20T09:00:00.000Z')
  await endedAt(again, 'did-not-attend', '2026-10-20T10:00:00.000Z')
  // received in September, seen after more than ten working days; the report three working days later
  const late = await bookedAt(await openedAt('2026-09-14T09:00:00.000Z'), '2026-10-06T09:00:00.000Z')
  const lateSeen = await endedAt(late, 'attended', '2026-10-06T10:00:00.000Z')
  s.test.clock.set('2026-10-09T16:00:00.000Z')
  changed(await recordReportReady(s.spoke, nurse, form(lateSeen)))
  // one cancelled the day before counts, one cancelled on the day is late, one of which nobody said anything
  const moved = await bookedAt(await openedAt('2026-10-12T09:00:00.000Z'), '2026-10-22T09:00:00.000Z')
  const early = await cancelledAt(moved, '2026-10-21T08:00:00.000Z')
  const onTheDay = await cancelledAt(await bookedAt(early, '2026-10-23T13:00:00.000Z'), '2026-10-23T08:00:00.000Z')
  await bookedAt(onTheDay, '2026-10-26T13:00:00.000Z')
  // what a GP referred is no management referral, and one that was sent back does not wait
  const letter = await bookedAt(await writtenAt('2026-10-05T11:00:00.000Z'), '2026-10-07T14:00:00.000Z')
  await endedAt(letter, 'attended', '2026-10-07T15:00:00.000Z')
  s.test.clock.set('2026-10-08T09:00:00.000Z')
  const back = await aReferral(s.test, s.marta.worker.id)
  const words = 'Please say what you have noticed at work.'
  const ask = { idempotencyKey: newKey(), referralId: back.id, expectedVersion: 1, decision: 'send-back', words }
  expect(await triageReferral(s.spoke, nurse, ask)).toMatchObject({ kind: 'done' })
  // closed without having been seen
  const closed = await openedAt('2026-10-01T09:00:00.000Z')
  changed(await closeCase(s.spoke, nurse, { ...form(closed), outcome: 'advice-only' }))
  expect(await counted('RWE')).toMatchObject({
    'seen-within-10': '1/2',
    'received-seen-within-10': '0/1',
    // of the one whose appointment was cancelled, thirteen working days have gone by
    'waiting-over-10': '1/1',
    'report-within-2': '1/2',
    'did-not-attend': '1/4',
    'cancelled-late': '1/5',
    unrecorded: 1,
  })
})

it('counts an escalation when it is sent, and again when the opinion comes back', async () => {
  s.test.clock.set('2026-10-14T09:00:00.000Z')
  const sent = await s.escalated()
  await s.routed(sent.id)
  await s.accepted(sent.id)
  s.test.clock.set('2026-10-19T09:00:00.000Z')
  expect(await s.tells(OPINION_GIVEN_V1, await s.opinion(sent.id))).toMatchObject({ kind: 'allowed' })
  expect(await counted('RWE')).toMatchObject({ 'escalation-in-target': '1/1', 'escalations-per-1000': '1/17000' })
})

it('keeps employers apart, and shares the posts out by the people served', async () => {
  await s.test.database.admin`insert into served_employer (id, employer, employer_name, staff_served, from_on)
    values (${randomUUID()}, 'RT5', 'Leicestershire Partnership NHS Trust', 3000, '2024-01-01')`
  const other = await onRecord(
    s.test,
    { manager: 'manager' },
    { fullName: 'Ines Calloway', staffNumber: '30412278', employer: 'RT5' },
  )
  await inPostSinceLongAgo()
  const seen = await bookedAt(await openedAt('2026-10-15T09:00:00.000Z', other.worker.id), '2026-10-16T09:00:00.000Z')
  await endedAt(seen, 'attended', '2026-10-16T10:00:00.000Z')
  expect(await counted('RT5')).toMatchObject({
    'seen-within-10': '1/1',
    'did-not-attend': '0/1',
    'clinical-wte-per-1000': '45/3000',
  })
  expect(await counted('RWE')).toMatchObject({ 'seen-within-10': '1/2', 'clinical-wte-per-1000': '255/17000' })
})

it('counts a referral under the staff group of the job and the group of the reason, where they were recorded', async () => {
  // received in September, so of the month's cohort; of Marta nobody has said which staff group
  expect(await gridOf('RWE')).toEqual(['not-recorded, absence-and-return: 0/1'])
  const midwife = { fullName: 'Delia Crane', staffNumber: '30412279', staffGroup: 'midwives' }
  const { worker } = await onRecord(s.test, { manager: 'manager' }, midwife)
  await inPostSinceLongAgo()
  for (const reason of ['stress', 'work-related-ill-health', 'stress']) {
    s.test.clock.set('2026-09-21T09:00:00.000Z')
    const { id } = await aReferral(s.test, worker.id, { reason })
    await endedAt(await bookedAt(await accept(s.test, id), '2026-09-23T09:00:00.000Z'), 'attended', '2026-09-23T10:00:00.000Z')
  }
  // the worker's own referral is no management referral, whatever it is about
  s.test.clock.set('2026-09-21T09:00:00.000Z')
  const own = await makeReferral(s.spoke, person('worker'), referralAsk({ source: 'self', reason: 'stress', workerTold: false }))
  expect(own).toMatchObject({ kind: 'done' })
  expect(await gridOf('RWE')).toEqual([
    'midwives, stress: 2/2',
    'midwives, caused-by-work: 1/1',
    'not-recorded, absence-and-return: 0/1',
  ])
  expect((await counted('RWE'))['received-seen-within-10']).toBe('3/4')
})
