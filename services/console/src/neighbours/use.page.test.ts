import type { Role } from '@oh/auth'
import { expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { usePages } from './use.page.tsx'

const value = (of: number) => ({ value: of, mark: null })
const time = { asOf: '2026-11-22T09:00:00.000Z', past: { heldPas: 12, bookedPas: 9 }, ahead: { heldPas: 10, bookedPas: 2 } }
const people = {
  ...{ decided: value(120), inTime: value(60), typicalWait: value(10), gini: null },
  services: [{ trustCode: 'RWE', trustName: 'Leicester', decided: value(40), inTime: { value: null, mark: 'c' } }],
}
const nobody = { decided: null, inTime: null, typicalWait: null, gini: null, services: null }
const visit = (role: Role, told: object) =>
  visitPage(usePages, '/ics/QK1/use', {
    roles: [role],
    answers: { PoolUse: { ics: { poolUse: { ...time, ...told, agreements: [] } } } },
  })

it.each([
  ['as the pool tells it', nobody],
  ['whatever an older pool tells', people],
])('shows whoever leads the system time and agreements, %s, and where to read how people fared', async (_how, told) => {
  const { html } = await visit('ics-lead', told)
  expect(html).toContain('Last 28 days')
  expect(html).toContain('There is no agreement with a neighbouring system.')
  expect(html).toContain('href="/ics/QK1?measure=escalation-in-target"')
  for (const never of ['120', '(RWE)', 'Gini', 'Typical wait', 'rounded to 5']) expect(html).not.toContain(never)
})

it('shows the coordinator how the escalations of each service fared', async () => {
  const { html } = await visit('pool-coordinator', people)
  for (const words of ['Last 28 days', '120', 'Leicester (RWE)', '[c]', '10 working days', 'rounded to 5'])
    expect(html).toContain(words)
  expect(html).not.toContain('measure=escalation-in-target')
  expect(html).toContain('href="/pool/neighbours"')
})
