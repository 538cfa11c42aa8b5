import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { messagePages } from './messages.page.tsx'

const message = {
  id: '7d0b2c1a-1111-4222-8333-444455556666',
  name: 'opinion-given.v1',
  subject: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  occurredAt: '2026-11-24T08:05:12.000Z',
  parkedAt: '2026-11-24T09:05:12.000Z',
  ageSeconds: 7_200,
  reasonSentence: 'Something in it is not as the other side expects.',
  attempts: 3,
  blocked: 1,
}
const answers = {
  PoolParkedMessages: {
    poolParkedMessages: {
      rows: [message],
      waiting: 0,
      oldestWaitingSeconds: null,
      pageInfo: { hasNextPage: false, endCursor: null },
    },
    poolRetryReasons: [{ word: 'mended-there', sentence: 'The home service has mended what was wrong' }],
  },
}
const visit = (more: object = {}, form?: [string, string][]) =>
  visitPage(messagePages, '/pool/messages', {
    organisation: 'QK1',
    roles: ['pool-coordinator'],
    ...(form && { form }),
    answers: { ...answers, ...more },
  })

describe('the coordinator’s messages', () => {
  it('show what is stuck, since when and why', async () => {
    const { html } = await visit()
    expect(html).toContain('A specialist’s opinion')
    expect(html).toContain('Something in it is not as the other side expects.')
    expect(html).toContain('2 hours ago')
    expect(html).toContain('Every other message to the home services has arrived.')
  })

  it('are sent again, or the refusal stands at the message', async () => {
    const { html } = await visit()
    const sent = await visit({ RetryPoolMessage: { retryPoolMessage: { __typename: 'PoolMessageRetried' } } }, fieldsIn(html))
    expect(sent.reply).toEqual({ kind: 'see-other', path: '/pool/messages', notice: 'sent-again' })
    const sentence = 'Choose why the message is sent again.'
    const refused = { __typename: 'Refused', reasons: [{ word: 'retry-reason-unknown', sentence }] }
    expect((await visit({ RetryPoolMessage: { retryPoolMessage: refused } }, fieldsIn(html))).html).toContain(sentence)
  })
})
