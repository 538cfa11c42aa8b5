import type { LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bell, moira } from '../testing/names.ts'
import { codeOf, fieldOf } from '../testing/people.ts'
import { acceptedBy, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
  // one specialist takes all of them
  await at.database.admin`update specialist set caseload_cap = 0 where person <> ${bell}`
})
afterAll(() => at[Symbol.asyncDispose]())

interface Page {
  rows: { id: string; state: string; dueOn: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
const PAGE = `query($show: EscalationsShown!, $first: Int!, $after: String) { myEscalations(ics: "QT1", show: $show, first: $first, after: $after) {
  rows { id state dueOn } pageInfo { hasNextPage endCursor } } }`
const page = async (show: string, first = 50, after?: string | null): Promise<Page> =>
  fieldOf(await at.ask(bell, PAGE, { show, first, after }), 'myEscalations')

describe('the escalations a specialist has accepted', () => {
  it('are listed open by due date, page after page, and over with the latest first', async () => {
    for (const dueOn of ['2026-04-03', '2026-04-01', '2026-04-02'] as LondonDate[]) await acceptedBy(at, 'accepted', { dueOn })
    const open = await page('open')
    expect(open.rows.map(({ dueOn }) => dueOn)).toEqual(['2026-04-01', '2026-04-02', '2026-04-03'])
    const first = await page('open', 2)
    const second = await page('open', 2, first.pageInfo.endCursor)
    expect([...first.rows, ...second.rows]).toEqual(open.rows)
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
    const [one, two] = open.rows.map(({ id }) => id)
    await at.declare(bell, one ?? '', false)
    await at.opine(bell, one ?? '')
    at.clock.advance(1_000)
    await at.spoke.withdraws(two as never)
    expect((await page('answered')).rows.map(({ id, state }) => [id, state])).toEqual([
      [two, 'withdrawn'],
      [one, 'answered'],
    ])
    const latest = await page('answered', 1)
    expect((await page('answered', 1, latest.pageInfo.endCursor)).rows).toMatchObject([{ id: one }])
    expect((await page('open')).rows).toHaveLength(1)
  })

  it('leave one audit row a page, with the ids that were shown', async () => {
    const { rows } = await page('open')
    const entries = await at.audit('poolCase.readStatus')
    expect(entries.at(-1)).toMatchObject({ actor: bell, outcome: 'allowed', subject: null, ids: rows.map(({ id }) => id) })
  })

  it('are refused with a page that is none, and to whoever is no specialist', async () => {
    for (const first of [0, 101]) expect(codeOf(await at.ask(bell, PAGE, { show: 'open', first }))).toBe('BAD_USER_INPUT')
    for (const after of ['nonsense', Buffer.from('["2026-02-30","x"]').toString('base64url')])
      expect(codeOf(await at.ask(bell, PAGE, { show: 'open', first: 1, after }))).toBe('BAD_USER_INPUT')
    expect(codeOf(await at.ask(moira, PAGE, { show: 'open', first: 1 }))).toBe('FORBIDDEN')
  })
})
