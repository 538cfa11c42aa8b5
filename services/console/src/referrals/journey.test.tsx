import { randomUUID } from 'node:crypto'
import type { PersonId, TrustCode } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OwnDrafts } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { AnswerRefused } from '../gateway-client.ts'
import { type Reply, seeOther, type Visit } from '../page.ts'
import { hiddenFields } from '../testing/browser.ts'
import { type TestDrafts, testDrafts } from '../testing/test-drafts.ts'
import { beginJourney, goOn, type Journey, openStep } from './journey.ts'

const trust = findTrust('RWE' as TrustCode)
if (!trust) throw new Error('RWE is a trust')
const journey: Journey = {
  base: '/refer',
  facts: async () => ({ side: 'worker', asksWho: false, service: undefined, employers: [] }),
  workers: async () => [],
  start: () => seeOther('/refer'),
  done: () => seeOther('/refer/done'),
}

let drafts: TestDrafts
let own: OwnDrafts
beforeAll(async () => {
  drafts = await testDrafts()
})
beforeEach(() => {
  own = drafts.of(randomUUID() as PersonId)
})
afterAll(() => drafts[Symbol.asyncDispose]())

type Ask = Visit['ask']
const neverAsks = () => Promise.reject(new Error('No page before sending asks the graph.'))
const visitOf = (step: string, form: Record<string, string>, notice?: string, ask: Ask = neverAsks): Visit => ({
  viewer: { person: 'p' as PersonId, name: 'Tomasz Nowak', roles: ['worker'] },
  path: `/refer/${step}`,
  param: () => step,
  query: () => undefined,
  form: readFields(Object.entries(form)),
  drafts: own,
  workAt: neverAsks,
  notice,
  ask,
  askPartly: neverAsks,
})
/** One page of the form as a browser sends it, and the page to which it leads. */
const sends = async (step: string, form: Record<string, string>, ask?: Ask): Promise<Drawn> => {
  const reply = await goOn(journey, visitOf(step, form, undefined, ask), trust)
  if (reply.kind !== 'see-other') throw new Error('A page that was sent leads on, so that going back asks nothing.')
  const at = /^\/refer\/([\w-]+)$/.exec(reply.path)?.[1]
  return at === undefined || at === 'done' ? { to: reply.path } : opens(at, reply.notice)
}
const opens = async (step: string, notice?: string) => drawn(await openStep(journey, visitOf(step, {}, notice), trust))
interface Drawn {
  readonly to?: string
  readonly status?: number
  readonly at?: string
  readonly html?: string
  readonly carried?: Record<string, string>
}
const drawn = async (reply: Reply): Promise<Drawn> => {
  if (reply.kind !== 'page') return 'path' in reply ? { to: reply.path } : {}
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

describe('what was written', () => {
  it('is there again when the reader goes back, or comes back later', async () => {
    await sends('question', READY)
    expect((await opens('question')).html).toContain('What would help?')
    expect(await opens('go-on')).toEqual({ to: '/refer/check' })
    expect(await opens('check')).toMatchObject({ status: 200, at: '/refer/check', carried: { key: KEY } })
  })

  it('is not lost when the trust does not answer', async () => {
    const silent: Ask = () => Promise.reject(new AnswerRefused('SPOKE_UNAVAILABLE', ['RWE'], true))
    await expect(sends('check', READY, silent)).rejects.toThrow('refused')
    expect((await opens('question')).html).toContain('What would help?')
    expect((await opens('check')).carried).toMatchObject({ key: KEY })
  })

  it('comes back with the reason, at the question it is about, when it is refused', async () => {
    const reasons = [{ word: 'text-unprintable', sentence: 'It holds a character that cannot be shown.' }]
    const refused = (async () => ({ makeReferral: { __typename: 'Refused', reasons } })) as Ask
    const page = await sends('check', READY, refused)
    expect(page.status).toBe(422)
    expect(page.html).toContain('It holds a character that cannot be shown.')
  })

  it('is gone once it is sent, and when a new referral is begun', async () => {
    const made = (async () => ({ makeReferral: { __typename: 'ReferralMade', referral: { id: 'r1' } } })) as Ask
    expect(await sends('check', READY, made)).toEqual({ to: '/refer/done' })
    expect(await opens('question')).toEqual({ to: '/refer' })
    await sends('question', READY)
    expect(await beginJourney(journey, visitOf('start', {}), trust)).toMatchObject({ path: '/refer/harm' })
    expect((await opens('question')).html).not.toContain('What would help?')
  })
})
