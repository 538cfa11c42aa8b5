import { expect, it } from 'vitest'
import { pageAbove } from './page-above.ts'

const PAGES = [
  { method: 'GET', path: '/pool/:spokeId/:id' },
  { method: 'POST', path: '/pool/:spokeId/:id/conflict' },
  { method: 'GET', path: '/cases/:id/opinion' },
  { method: 'POST', path: '/cases/:id/opinion' },
  { method: 'POST', path: '/odd' },
] as const

it.each([
  ['/cases/c1/opinion', '/cases/c1/opinion'],
  ['/pool/spoke-1/e1/conflict', '/pool/spoke-1/e1'],
  ['/odd', '/'],
  ['/', '/'],
])('a form sent to %s came from the page %s', (path, page) => {
  expect(pageAbove(PAGES, path)).toBe(page)
})
