import { expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { readClosing } from './close-case.page.ts'

const read = (entries: Record<string, string>) => readClosing(readFields(Object.entries(entries)))
const day = { 'review-day': '15', 'review-month': '3', 'review-year': '2027' }

it('asks for an outcome of the list', () => {
  expect(read({}).problems).toHaveProperty('outcome')
  expect(read({ outcome: 'whatever' }).problems).toHaveProperty('outcome')
  expect(read({ outcome: 'advice-only' })).toEqual({ outcome: 'advice-only', reviewOn: null, problems: {} })
})

it('takes a review date with an outcome for a time, and only with that', () => {
  expect(read({ outcome: 'temporarily-unfit', ...day }).reviewOn).toBe('2027-03-15')
  expect(read({ outcome: 'advice-only', ...day }).reviewOn).toBeNull()
})

it('refuses a review date that does not exist', () => {
  expect(read({ outcome: 'temporarily-unfit', ...day, 'review-day': '31', 'review-month': '2' }).problems).toHaveProperty(
    'review',
  )
})
