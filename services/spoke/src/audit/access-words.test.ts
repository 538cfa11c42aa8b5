import { expect, it } from 'vitest'
import { accessWords } from './access-words.ts'

it('a case that the pool took back reads the same whyever it did: ordinary leave is no lapsed right', () => {
  const row = { action: 'poolCase.readStatus', resource: 'escalation', subject: null, outcome: 'allowed' } as const
  expect(accessWords({ ...row, reasons: ['stood-down'] })).toBe('The pool took the case back from the specialist')
})

it('a changed staff group reads as what was changed', () => {
  const row = { action: 'assignment.setStaffGroup', resource: 'case', subject: null, outcome: 'allowed' } as const
  expect(accessWords({ ...row, reasons: [] })).toBe('Changed the staff group')
})
