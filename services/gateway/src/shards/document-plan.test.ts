import { parse } from 'graphql'
import { expect, it } from 'vitest'
import { createDocumentPlans } from './document-plan.ts'

it('keeps one plan for the same document and for the same text', () => {
  const planOf = createDocumentPlans()
  const document = parse('{ a }')
  expect(planOf(document)).toBe(planOf(document))
  expect(planOf(parse('{ a }'))).toBe(planOf(document))
})

it('keeps no more plans by text than it may, and lets go of the one not used for longest', () => {
  const planOf = createDocumentPlans(2)
  const [a, b] = [planOf(parse('{ a }')), planOf(parse('{ b }'))]
  planOf(parse('{ a }'))
  planOf(parse('{ c }'))
  expect(planOf(parse('{ a }'))).toBe(a)
  expect(planOf(parse('{ b }'))).not.toBe(b)
})
