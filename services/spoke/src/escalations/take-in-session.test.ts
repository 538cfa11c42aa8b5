import { randomUUID } from 'node:crypto'
import type { BookingId, EscalationId, Instant, TrustCode } from '@oh/kernel'
import { SESSION_BOOKED_V1, SESSION_CANCELLED_V1, SESSION_OVER_V1, type SessionBookedV1, type SessionOverV1 } from '@oh/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawConsent } from '../consents/withdraw-consent.ts'
import { ask } from '../testing/ask.ts'
import { newKey, person, type Scene, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const startsAt = '2026-12-10T09:00:00.000Z' as Instant
const booked = (escalationId: EscalationId, different: Partial<SessionBookedV1> = {}) => ({
  escalationId,
  bookingId: randomUUID() as BookingId,
  startsAt,
  hours: 1,
  how: 'in-person' as const,
  site: 'RWE' as TrustCode,
  specialistName: 'Dr Harriet Bell',
  at: s.test.clock.now(),
  ...different,
})
const cancelled = (escalationId: EscalationId, bookingId: BookingId) => ({
  escalationId,
  bookingId,
  startsAt,
  reason: 'stood-down',
  at: s.test.clock.now(),
})
const over = (escalationId: EscalationId, bookingId: BookingId, next: SessionOverV1['next']) => ({
  escalationId,
  bookingId,
  startsAt,
  attendance: next === 'none' ? ('attended' as const) : ('did-not-attend' as const),
  next,
  at: s.test.clock.now(),
})
async function seen(different: Partial<SessionBookedV1> = {}) {
  const { id, caseId } = await s.escalated()
  await s.accepted(id)
  const body = booked(id, different)
  expect(await s.tells(SESSION_BOOKED_V1, body)).toEqual({ kind: 'allowed' })
  return { id, caseId, body }
}
const SESSION = 'startsAt minutes how howTitle siteName specialistName state stateTitle'
const onCase = async (caseId: string, who = 'nurse') => {
  const document = `query ($id: ID!) { case(trust: "RWE", id: $id) { id openTasks { id kind title } escalations { sessions { ${SESSION} } } } }`
  return (await ask(s.spoke, who, document, { id: caseId })).data.case
}
const onMyRecord = async (id: string) => {
  const document = `{ myRecord(trust: "RWE") { cases { escalations { id sessions { ${SESSION} } } } } }`
  const { data } = await ask(s.spoke, 'worker', document)
  const all = data.myRecord.cases.flatMap(({ escalations }: { escalations: { id: string }[] }) => escalations)
  return all.find((sent: { id: string }) => sent.id === id).sessions
}
const tasks = (caseId: string) => s.count('task', `case_id = '${caseId}' and kind = 'tell-of-session' and done_at is null`)

describe('a session with the specialist', () => {
  it('stands on the case and on the worker’s own record, and leaves the nurse a task to tell', async () => {
    const { id, caseId } = await seen()
    const session = {
      startsAt,
      minutes: 60,
      how: 'in-person',
      howTitle: 'Face to face',
      siteName: expect.stringContaining('Leicester'),
      specialistName: 'Dr Harriet Bell',
      state: 'booked',
      stateTitle: 'Booked',
    }
    const found = await onCase(caseId)
    expect(found.escalations[0].sessions).toEqual([session])
    expect(found.openTasks).toMatchObject([{ kind: 'tell-of-session' }])
    expect(await onMyRecord(id)).toEqual([session])
  })

  it('is told of by whoever says so, and the task is done', async () => {
    const { caseId } = await seen()
    const { openTasks } = await onCase(caseId)
    const document = 'mutation ($input: FinishTaskInput!) { finishTask(input: $input) { __typename } }'
    const input = { trust: 'RWE', idempotencyKey: newKey(), caseId, taskId: openTasks[0].id }
    expect((await ask(s.spoke, 'nurse', document, { input })).data.finishTask.__typename).toBe('TaskFinished')
    expect(await tasks(caseId)).toBe(0)
  })

  it('by video names no place', async () => {
    const { id } = await seen({ how: 'video', site: undefined })
    expect(await onMyRecord(id)).toMatchObject([{ howTitle: 'By video', siteName: null }])
  })

  it('that is cancelled stays on both, says no reason, and is one task with the booking', async () => {
    const { id, caseId, body } = await seen()
    expect(await s.tells(SESSION_CANCELLED_V1, cancelled(id, body.bookingId))).toEqual({ kind: 'allowed' })
    expect((await onCase(caseId)).escalations[0].sessions).toMatchObject([{ state: 'cancelled' }])
    const own = await onMyRecord(id)
    expect(own).toMatchObject([{ state: 'cancelled', stateTitle: 'Cancelled' }])
    expect(JSON.stringify(own)).not.toContain('stood-down')
    expect(await tasks(caseId)).toBe(1)
  })

  it('is nothing a manager sees', async () => {
    const { caseId } = await seen()
    const found = await onCase(caseId, 'manager')
    expect(found.escalations).toBeNull()
    expect(JSON.stringify(found)).not.toContain('Bell')
    const rows = await s.count('specialist_session')
    expect(rows).toBeGreaterThan(0)
  })

  it('is taken in of an accepted escalation of that pool only, and once', async () => {
    const { id } = await s.escalated()
    expect(await s.tells(SESSION_BOOKED_V1, booked(id))).toEqual({ kind: 'returned', reasons: ['not-accepted'] })
    expect(await s.tells(SESSION_BOOKED_V1, booked(randomUUID() as EscalationId))).toMatchObject({ kind: 'returned' })
    await s.accepted(id)
    const body = booked(id)
    expect(await s.tells(SESSION_BOOKED_V1, body)).toEqual({ kind: 'allowed' })
    expect(words(await s.tells(SESSION_BOOKED_V1, body))).toEqual(['session-known'])
    expect(words(await s.tells(SESSION_CANCELLED_V1, cancelled(id, randomUUID() as BookingId)))).toEqual(['session-unknown'])
    expect(await s.tells(SESSION_CANCELLED_V1, cancelled(id, body.bookingId))).toEqual({ kind: 'allowed' })
    expect(words(await s.tells(SESSION_CANCELLED_V1, cancelled(id, body.bookingId)))).toEqual(['session-unknown'])
  })

  it('falls away after a withdrawal of consent without a task: the worker did that, and was told', async () => {
    const { id, caseId, body } = await seen()
    await s.test.database.admin`update task set done_at = now() where case_id = ${caseId}`
    const wish = { idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
    expect((await withdrawConsent(s.spoke, person('worker'), wish)).kind).toBe('withdrawn')
    expect(words(await s.tells(SESSION_BOOKED_V1, booked(id)))).toEqual(['already-withdrawn'])
    expect(await s.tells(SESSION_CANCELLED_V1, cancelled(id, body.bookingId))).toEqual({ kind: 'allowed' })
    expect(await tasks(caseId)).toBe(0)
    expect(await onMyRecord(id)).toMatchObject([{ state: 'cancelled' }])
  })

  it('that is over says whether the worker was seen, and nobody has to be told of it any more', async () => {
    const { id, caseId, body } = await seen()
    expect(await s.tells(SESSION_OVER_V1, over(id, body.bookingId, 'none'))).toEqual({ kind: 'allowed' })
    expect((await onCase(caseId)).escalations[0].sessions).toMatchObject([{ state: 'attended', stateTitle: 'Attended' }])
    expect((await onCase(caseId)).openTasks).toEqual([])
    expect(words(await s.tells(SESSION_OVER_V1, over(id, body.bookingId, 'none')))).toEqual(['session-unknown'])
  })

  it('that was missed too often is the nurse’s to ask about; one that is booked again is not', async () => {
    const again = await seen()
    await s.tells(SESSION_OVER_V1, over(again.id, again.body.bookingId, 'book-again'))
    expect((await onCase(again.caseId)).openTasks).toEqual([])
    const missed = await seen()
    await s.tells(SESSION_OVER_V1, over(missed.id, missed.body.bookingId, 'back-to-nurse'))
    expect((await onCase(missed.caseId)).openTasks).toMatchObject([{ kind: 'session-missed' }])
    expect(await onMyRecord(missed.id)).toMatchObject([{ state: 'did-not-attend' }])
  })
})
