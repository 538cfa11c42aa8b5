import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { sessionPages } from './sessions.page.tsx'

const escalation = {
  spokeId: 'spoke-0123456789ab',
  id: 'e1',
  state: 'opened',
  pseudonym: 'QK1-4821',
  categoryTitle: 'Mental health',
  urgency: 'soon',
  urgencyTitle: 'Soon',
}
const session = (id: string, startsAt: string, toRecord: boolean) => ({
  id,
  startsAt,
  hours: 3.5,
  hoursFree: 2.5,
  siteName: null,
  virtual: true,
  toRecord,
  bookings: [{ id: `b-${id}`, hours: 1, escalation }],
})
const MySessions = {
  myLentSessions: [] as object[],
  mySessions: [session('s1', '2026-11-20T09:00:00.000Z', true), session('s2', '2026-11-27T09:00:00.000Z', false)],
}
const visit = (address: string, answers: object = {}, form?: [string, string][]) =>
  visitPage(sessionPages, address, {
    organisation: 'QK1',
    roles: ['specialist'],
    ...(form && { form }),
    answers: { MySessions, ...answers },
  })

describe('a specialist’s sessions', () => {
  it('ask whether the worker was seen in the one that has begun, and only in that', async () => {
    const { html } = await visit('/pool/sessions')
    expect(html.match(/Was the worker seen\?/g)).toHaveLength(1)
    expect(html).toContain('20 November 2026 at 9am')
    expect(html).toContain('action="/pool/sessions/b-s1"')
    expect(html).not.toContain('action="/pool/sessions/b-s2"')
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('say of one that is lent where it went, and offer to work there', async () => {
    const lent = { id: 's9', neighbourIcs: 'QT1', neighbourName: 'Nottingham and Nottinghamshire', hours: 4, siteName: null }
    const sessions = [
      { ...lent, startsAt: '2026-11-20T14:00:00.000Z', virtual: true, isAhead: false },
      { ...lent, startsAt: '2026-12-02T14:00:00.000Z', virtual: true, isAhead: true },
    ]
    const { html } = await visit('/pool/sessions', { MySessions: { ...MySessions, myLentSessions: sessions } })
    const section = html.slice(html.indexOf('Lent to a neighbour'))
    expect(section).toMatch(/2 December 2026 at 2pm<\/strong>, 4 hours, lent to Nottingham and Nottinghamshire/)
    expect(section).not.toContain('20 November 2026')
    expect(html.match(/Work for Nottingham and Nottinghamshire/g)).toHaveLength(1)
    expect((await visit('/pool/sessions')).html).not.toContain('Lent to a neighbour')
  })

  it('put an answer on record with the wish for a follow-up', async () => {
    const done = { recordSession: { __typename: 'SessionRecorded' } }
    const form: [string, string][] = [
      ['attendance', 'attended'],
      ['follow-up', 'yes'],
    ]
    const { reply, asked } = await visit('/pool/sessions/b-s1', { RecordSession: done }, form)
    expect(reply).toMatchObject({ kind: 'see-other' })
    expect(asked[0]?.variables).toMatchObject({ input: { bookingId: 'b-s1', attendance: 'attended', followUp: true } })
  })

  it('say at the form itself what was wrong', async () => {
    const { html, asked } = await visit('/pool/sessions/b-s1', {}, [['attendance', '']])
    expect(html).toContain('href="#attendance-b-s1"')
    expect(html).toContain('Choose whether the worker was seen.')
    expect(asked.map(({ operation }) => operation)).toEqual(['MySessions'])
  })
})
