import { expect, it } from 'vitest'
import { messageInWords } from './sent-words.ts'

it('names a message by its words whatever its version, and one without words by its name', () => {
  expect(messageInWords('escalation-stood-down.v1')).toBe('Taken back from a specialist')
  expect(messageInWords('submission-sent.v1')).toBe(messageInWords('submission-sent.v2'))
  expect(messageInWords('session-cancelled.v1')).toBe('session cancelled')
})
