import { expect, test } from 'vitest'
import { isRole, ROLES, roleTitle } from './index.ts'

test('knows the thirteen roles of a membership and no other word', () => {
  expect(ROLES).toHaveLength(13)
  for (const role of ROLES) expect(isRole(role)).toBe(true)
  for (const word of ['', 'nurse', 'OH-NURSE', 'oh-nurse ', '__proto__', 'constructor', 'toString', 'technician', 'spoke-key'])
    expect(isRole(word)).toBe(false)
})

test('gives every role a title people read', () => {
  for (const role of ROLES) expect(roleTitle(role)).toMatch(/^[A-Z][A-Za-z ]+$/)
})
