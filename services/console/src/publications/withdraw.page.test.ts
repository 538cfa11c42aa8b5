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
  periods: ['2026-09', '2026/27-Q2'],
  digest: 'd1',
  signature: 's1',
  withdrawal: null,
  withdrawalAsked: null,
}
const asked = {
  at: '2026-10-13T09:00:00.000Z',
  byName: 'Hamish Orr',
  isOwn: false,
  reason: 'The figures were made wrongly',
  reasonWord: 'wrongly-made',
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
      AskToWithdraw: { askToWithdraw: more.answer },
      WithdrawPublication: { withdrawPublication: more.answer },
      TakeBackWithdrawal: { takeBackWithdrawal: more.answer },
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

it('then says that it takes two, what it would do to which periods, and asks once more', async () => {
  const { html, asked } = await visit('/publications/withdraw/36?answered=yes&reason=wrongly-made')
  for (const words of [
    'It takes two',
    'Its figures of September 2026 and July to September 2026 are in no series',
    'The figures were made wrongly',
    'September 2026 is not published again',
  ])
    expect(html).toContain(words)
  expect(html).toContain('action="/publications/withdraw/36/ask"')
  expect(html).not.toContain('action="/publications/withdraw/36"')
  expect(fieldsIn(html)).toContainEqual(['reason', 'wrongly-made'])
  expect(asked).toHaveLength(1)
})

it('asks for it with that reason and leads back to the list', async () => {
  const { reply, asked } = await visit('/publications/withdraw/36/ask', {
    ...{ form: [['reason', 'wrongly-made']], answer: { __typename: 'WithdrawalAsked', number: 36 } },
  })
  expect(reply).toMatchObject({ path: '/publications', notice: 'withdrawal-asked' })
  expect(asked.at(-1)).toEqual({ operation: 'AskToWithdraw', variables: { number: 36, reason: 'wrongly-made' } })
})

it('offers the second person to withdraw it for that reason, or to let it stand', async () => {
  const { html } = await visit('/publications/withdraw/36?reason=wrong-figures-sent', { found: { withdrawalAsked: asked } })
  for (const words of ['Hamish Orr asked for this, 13 October 2026 at 10am. You are the second person.', 'Let it stand'])
    expect(html).toContain(words)
  expect(html).toContain('action="/publications/withdraw/36"')
  expect(html).toContain('action="/publications/withdraw/36/take-back"')
  expect(fieldsIn(html)).toContainEqual(['reason', 'wrongly-made'])
})

it('offers the first person to take it back, and nothing else', async () => {
  const { html } = await visit('/publications/withdraw/36', { found: { withdrawalAsked: { ...asked, isOwn: true } } })
  expect(html).toContain('It stands until a second statistician withdraws it.')
  expect(html).toContain('action="/publications/withdraw/36/take-back"')
  expect(html).not.toContain('action="/publications/withdraw/36"')
})

it.each([
  ['', 'WithdrawPublication', { __typename: 'PublicationWithdrawn', number: 36 }, 'withdrawn'],
  ['/take-back', 'TakeBackWithdrawal', { __typename: 'WithdrawalTakenBack', number: 36 }, 'taken-back'],
] as const)('sends what the second person decides%s, and leads back to the list', async (path, operation, answer, notice) => {
  const { reply, asked: sent } = await visit(`/publications/withdraw/36${path}`, {
    ...{ form: [['reason', 'wrongly-made']], answer, found: { withdrawalAsked: asked } },
  })
  expect(reply).toMatchObject({ path: '/publications', notice })
  expect(sent.at(-1)).toMatchObject({ operation, variables: { number: 36 } })
})

it.each(['', '/ask', '/take-back'])('says what the answer was when it is refused%s', async (path) => {
  const answer = { __typename: 'Refused', reasons: [{ word: 'another-reason', sentence: 'Look at it again.' }] }
  const found = path === '/ask' ? {} : { withdrawalAsked: asked }
  const { reply, html } = await visit(`/publications/withdraw/36${path}`, { form: [['reason', 'x']], answer, found })
  expect(reply).toMatchObject({ status: 422 })
  expect(html).toContain('Look at it again.')
})

it('offers nothing for one that stands no more, and says who and why', async () => {
  const withdrawal = { kind: 'withdrawn', at: '2026-10-14T09:00:00.000Z', byName: 'Hamish Orr', reason: 'It was made wrongly' }
  const { html } = await visit('/publications/withdraw/36?reason=wrongly-made', { found: { withdrawal } })
  expect(html).toContain('Publication 36 stands no more')
  expect(html).toContain('It was made wrongly. Hamish Orr, 14 October 2026 at 10am')
  expect(html).toContain('href="/publications/number/36"')
  expect(html).not.toContain('<form')
})

it.each(['0', '-1', 'x', '2147483647', '35'])('is not there for number %s when there is no such publication', async (number) => {
  await expect(visit(`/publications/withdraw/${number}`)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('is not there for anybody but a statistician, whatever the publication', async () => {
  const asked = visitPage(withdrawPages, '/publications/withdraw/36', { roles: ['national-lead'], answers: {} })
  await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
