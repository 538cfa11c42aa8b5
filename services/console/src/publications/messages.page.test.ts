import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { rollupMessagePages } from './messages.page.tsx'

const message = {
  id: '7d0b2c1a-1111-4222-8333-444455556666',
  name: 'submission-answered.v1',
  subject: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  employerName: 'University Hospitals of Leicester NHS Trust',
  occurredAt: '2026-11-24T08:05:12.000Z',
  parkedAt: '2026-11-24T09:05:12.000Z',
  ageSeconds: 7_200,
  reasonSentence: 'The other side has newer messages from this sender than this one.',
  attempts: 3,
  blocked: 1,
}
const listed = (rows: readonly object[]) => ({
  RollupParkedMessages: {
    rollupParkedMessages: { rows, waiting: 0, oldestWaitingSeconds: null, pageInfo: { hasNextPage: true, endCursor: 'next' } },
    rollupRetryReasons: [{ word: 'mended-there', sentence: 'The service has mended what was wrong' }],
  },
})
const visit = (more: object = {}, form?: [string, string][], rows: readonly object[] = [message]) =>
  visitPage(rollupMessagePages, '/publications/messages', {
    roles: ['statistician'],
    ...(form && { form }),
    answers: { ...listed(rows), ...more },
  })

describe('the statistician’s messages', () => {
  it('show what is stuck, about whose figures, since when and why, and lead on to more', async () => {
    const { html } = await visit()
    for (const words of [
      'The answer to the figures of a month',
      'University Hospitals of Leicester NHS Trust',
      'The other side has newer messages',
      '2 hours ago',
      'Every other message to the services has arrived.',
      'href="/publications/messages?stuck=next"',
    ])
      expect(html).toContain(words)
  })

  it('say that every message has arrived only when none is stuck', async () => {
    expect((await visit({}, undefined, [])).html).toContain('Every message to the services has arrived.')
    expect((await visit()).html).not.toContain('Every message')
  })

  it('show the number of the series where nobody knows whose figures they are', async () => {
    const { html } = await visit({}, undefined, [{ ...message, employerName: null }])
    expect(html).toContain(message.subject)
  })

  it('are sent again, or the refusal stands at the message', async () => {
    const { html } = await visit()
    const chosen: [string, string][] = [...fieldsIn(html), [`reason-${message.id}`, 'mended-there']]
    const sent = await visit({ RetryRollupMessage: { retryRollupMessage: { __typename: 'RollupMessageRetried' } } }, chosen)
    expect(sent.reply).toEqual({ kind: 'see-other', path: '/publications/messages', notice: 'sent-again' })
    expect(sent.asked[0]?.variables).toEqual({ input: { messageId: message.id, reason: 'mended-there' } })
    const sentence = 'Choose why the message is sent again.'
    const refused = { __typename: 'Refused', reasons: [{ word: 'retry-reason-unknown', sentence }] }
    const again = await visit({ RetryRollupMessage: { retryRollupMessage: refused } }, fieldsIn(html))
    expect(again.reply).toMatchObject({ status: 422 })
    expect(again.html).toContain(sentence)
  })
})
