import { expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { withdrawPages } from './withdraw.page.tsx'

const publication = {
  number: 36,
  month: '2026-09',
  policy: 1,
  publishedAt: '2026-10-12T09:00:00.000Z',
  publishedByName: 'Leonie Marchetti',
  synthetic: true,
  withdrawal: null,
}
const reasons = [
  { word: 'wrong-figures-sent', sentence: 'A service sent wrong figures' },
  { word: 'wrongly-made', sentence: 'The figures were made wrongly' },
]
const visit = (
  address: string,
  more: { readonly found?: object; readonly form?: [string, string][]; readonly answer?: object } = {},
) =>
  visitPage(withdrawPages, address, {
    roles: ['statistician'],
    ...(more.form ? { form: more.form } : {}),
    answers: {
      PublicationToWithdraw: { england: { publications: [{ ...publication, ...more.found }] }, withdrawalReasons: reasons },
      WithdrawPublication: { withdrawPublication: more.answer },
    },
  })

it('asks first why a publication is withdrawn, and withdraws nothing by it', async () => {
  const { html, asked } = await visit('/publications/withdraw/36')
  expect(html).toContain('<form method="get"')
  expect(html).toContain('The figures were made wrongly')
  expect(html).not.toContain('There is a problem')
  expect(asked).toEqual([{ operation: 'PublicationToWithdraw', variables: { before: 37 } }])
})

it.each(['?answered=yes', '?answered=yes&reason=whatever'])('asks again without a reason of the list: %s', async (query) => {
  const { html, reply } = await visit(`/publications/withdraw/36${query}`)
  expect(reply).toMatchObject({ status: 422 })
  expect(html).toContain('Choose why the publication is withdrawn.')
})

it('then says what it does, and asks once more', async () => {
  const { html, asked } = await visit('/publications/withdraw/36?answered=yes&reason=wrongly-made')
  for (const words of ['This cannot be taken back', 'The figures were made wrongly', 'September 2026 is not published again'])
    expect(html).toContain(words)
  expect(fieldsIn(html)).toContainEqual(['reason', 'wrongly-made'])
  expect(asked).toHaveLength(1)
})

it('withdraws it with that reason and leads back to the list', async () => {
  const { reply, asked } = await visit('/publications/withdraw/36', {
    ...{ form: [['reason', 'wrongly-made']], answer: { __typename: 'PublicationWithdrawn', number: 36 } },
  })
  expect(reply).toMatchObject({ path: '/publications', notice: 'withdrawn' })
  expect(asked.at(-1)).toEqual({ operation: 'WithdrawPublication', variables: { number: 36, reason: 'wrongly-made' } })
})

it('says what the answer was when it is not withdrawn', async () => {
  const answer = { __typename: 'Refused', reasons: [{ word: 'withdrawal-reason-unknown', sentence: 'Choose another.' }] }
  const { reply, html } = await visit('/publications/withdraw/36', { form: [['reason', 'x']], answer })
  expect(reply).toMatchObject({ status: 422 })
  expect(html).toContain('Choose another.')
})

it('offers nothing for one that stands no more, and says who and why', async () => {
  const withdrawal = { kind: 'withdrawn', at: '2026-10-14T09:00:00.000Z', byName: 'Hamish Orr', reason: 'It was made wrongly' }
  const { html } = await visit('/publications/withdraw/36?reason=wrongly-made', { found: { withdrawal } })
  expect(html).toContain('Publication 36 stands no more')
  expect(html).toContain('It was made wrongly. Hamish Orr, 14 October 2026 at 10am')
  expect(html).not.toContain('<form')
})

it.each(['0', '-1', 'x', '2147483647', '35'])('is not there for number %s when there is no such publication', async (number) => {
  await expect(visit(`/publications/withdraw/${number}`)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('is not there for anybody but a statistician, whatever the publication', async () => {
  const asked = visitPage(withdrawPages, '/publications/withdraw/36', { roles: ['national-lead'], answers: {} })
  await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
