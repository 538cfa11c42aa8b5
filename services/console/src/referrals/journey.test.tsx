import type { TrustCode } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { type Reply, seeOther, type Visit } from '../page.ts'
import { hiddenFields } from '../testing/browser.ts'
import { goOn, type Journey } from './journey.ts'

const trust = findTrust('RWE' as TrustCode)
if (!trust) throw new Error('RWE is a trust')
const journey: Journey = {
  base: '/refer',
  facts: async () => ({ side: 'worker', asksWho: false, service: undefined, employers: [] }),
  workers: async () => [],
  start: () => seeOther('/refer'),
  done: () => seeOther('/refer/done'),
}
const neverAsks = () => Promise.reject(new Error('No page before sending asks the graph.'))
/** One page of the form as a browser sends it. */
const sends = async (step: string, form: Record<string, string>) => {
  const visit: Visit = {
    viewer: { person: 'p' as Visit['viewer']['person'], name: 'Tomasz Nowak', roles: ['worker'] },
    path: `/refer/${step}`,
    param: () => step,
    query: () => undefined,
    form: readFields(Object.entries(form)),
    drafts: { find: neverAsks, keep: neverAsks, drop: neverAsks },
    notice: undefined,
    ask: neverAsks,
    askPartly: neverAsks,
  }
  return opened(await goOn(journey, visit, trust))
}
const opened = async (reply: Reply) => {
  if (reply.kind !== 'page') return { to: reply.path }
  const html = String(await (<div>{reply.body}</div>))
  const [, action = ''] = /action="([^"]*)"/.exec(html) ?? []
  return { status: reply.status, at: action, html, carried: hiddenFields(html, action) }
}

const KEY = '7d9f3a52-1c7e-4f0b-9a53-0d1f1f6a2b11'
const READY = { key: KEY, harm: 'no', reason: 'stress', absent: 'no', question: 'What would help?', background: 'New rota.' }

describe('a page of the form', () => {
  it('leads to the next question with all answers and the same key', async () => {
    expect(await sends('reason', { key: KEY, harm: 'no', reason: 'stress' })).toMatchObject({
      status: 200,
      at: '/refer/absence',
      carried: { key: KEY, harm: 'no', reason: 'stress' },
    })
  })

  it('comes back with what is wrong and what was typed', async () => {
    const page = await sends('question', { ...READY, question: 'x'.repeat(601) })
    expect(page).toMatchObject({ status: 422, at: '/refer/question', carried: { background: 'New rota.' } })
    expect(page.html).toContain('x'.repeat(601))
    expect(page.html).toContain('There is a problem')
  })

  it('keeps what was typed on the way back, right or wrong', async () => {
    expect(await sends('question', { ...READY, question: 'half a th', go: 'absence' })).toMatchObject({
      status: 200,
      at: '/refer/absence',
      carried: { question: 'half a th' },
    })
    expect(await sends('harm', { key: KEY, go: 'start' })).toEqual({ to: '/refer' })
  })

  it('leads back to all answers once they have been seen together', async () => {
    expect(await sends('reason', { ...READY, seen: 'yes' })).toMatchObject({ at: '/refer/check' })
    expect(await sends('reason', READY)).toMatchObject({ at: '/refer/absence' })
    expect(await sends('harm', { ...READY, harm: 'yes', seen: 'yes' })).toMatchObject({ at: '/refer/help-now' })
  })

  it('is not sent while a question is open', async () => {
    expect(await sends('check', { key: KEY, harm: 'no' })).toMatchObject({ status: 422, at: '/refer/reason' })
  })

  it('begins at the first question under an address that is none', async () => {
    expect(await sends('nonsense', {})).toMatchObject({ status: 200, at: '/refer/harm' })
  })
})
