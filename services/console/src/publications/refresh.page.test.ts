import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { publicationPages } from './publications.page.tsx'

const correction = (employer: string, month: string, restatement: number) => ({
  ...{ employer, name: `Trust ${employer}`, month, restatement, receivedAt: '2026-11-05T10:15:00.000Z' },
})
const year = {
  year: '2025/26',
  refreshedAs: null,
  corrections: [correction('RWE', '2026-01', 2), correction('RWE', '2026-02', 2), correction('RT5', '2026-02', 1)],
}
const ready = {
  ...{ id: 'p1', kind: 'refresh', month: '2026-03', state: 'ready', preparedByName: 'Hamish Orr', isCurrent: true, isOwn: false },
  ...{ reasons: [], askedAt: '2026-11-22T09:53:00.000Z', finishedAt: '2026-11-22T09:56:00.000Z', publishedAs: null },
}
const answersOf = ({ found = {}, prepared = [] as object[], answer = {} } = {}) => {
  const preparations = { rows: prepared.map((change) => ({ ...ready, ...change })) }
  const yearToRefresh = { ...year, ...found }
  return {
    Publications: { england: { monthToPublish: null, publications: [] } },
    StandingOfPublications: { england: { preparations, yearToRefresh, publications: [] } },
    StuckRollupMessages: { rollupParkedMessages: { parked: 0 } },
    YearToRefresh: { england: { yearToRefresh, preparations } },
    PrepareRefresh: { prepareRefresh: answer },
    PublishRefresh: { publishRefresh: answer },
  }
}
const visit = (address: string, answers: object = answersOf(), form?: [string, string][]) =>
  visitPage(publicationPages, address, { roles: ['statistician'], answers: { ...answers }, ...(form ? { form } : {}) })
const refused = { __typename: 'Refused', reasons: [{ word: 'year-refreshed', sentence: 'This year has been refreshed.' }] }

describe('a year with corrections', () => {
  it('can be refreshed: how many wait, from whom, and the button that has it prepared', async () => {
    const { html } = await visit('/publications')
    expect(html).toContain('2025/26 can be refreshed')
    expect(html).toContain('3 corrections from 2 trusts wait.')
    expect(html).toContain('Trust RT5, February 2026: sent late')
    expect(html).toContain('action="/publications/refresh/2026-03/prepare"')
    expect(html).toContain('Prepare the refresh of 2025/26')
  })

  it('is published by whoever has not prepared it', async () => {
    const { html } = await visit('/publications', answersOf({ prepared: [{}] }))
    expect(html).toContain('href="/publications/refresh/2026-03?preparation=p1"')
    const { html: own } = await visit('/publications', answersOf({ prepared: [{ isOwn: true }] }))
    expect(own).toContain('You have prepared the refresh of 2025/26.')
    expect(own).not.toContain('?preparation=p1')
  })

  it('takes no preparation of its March for one of its refresh', async () => {
    const { html } = await visit('/publications', answersOf({ prepared: [{ kind: 'month' }] }))
    expect(html).toContain('Prepare the refresh of 2025/26')
  })

  it('asks once more, and sends the very preparation that was looked at', async () => {
    const { html } = await visit('/publications/refresh/2026-03?preparation=p1', answersOf({ prepared: [{}] }))
    expect(html).toContain('A year is refreshed once.')
    expect(fieldsIn(html)).toContainEqual(['preparation', 'p1'])
    const { reply } = await visit('/publications/refresh/2026-03?preparation=p0', answersOf({ prepared: [{}] }))
    expect(reply).toMatchObject({ status: 409 })
  })

  it('leads back to the publications, or says why it cannot be done', async () => {
    const done = answersOf({ answer: { __typename: 'YearRefreshed', number: 41 } })
    const { reply, asked } = await visit('/publications/refresh/2026-03', done, [['preparation', 'p1']])
    expect(reply).toEqual({ kind: 'see-other', path: '/publications', notice: 'refreshed' })
    expect(JSON.stringify(asked)).toContain('"year":"2025/26"')
    const begun = answersOf({ answer: { __typename: 'RefreshBeingPrepared', id: 'p2' } })
    expect((await visit('/publications/refresh/2026-03/prepare', begun, [])).reply).toMatchObject({
      kind: 'see-other',
      notice: 'being-prepared',
    })
    for (const address of ['/publications/refresh/2026-03', '/publications/refresh/2026-03/prepare']) {
      const { reply: not, html } = await visit(address, answersOf({ answer: refused }), [['preparation', 'p1']])
      expect(not).toMatchObject({ status: 409 })
      expect(html).toContain('This year has been refreshed.')
    }
  })

  it('is named by its March', async () => {
    await expect(visit('/publications/refresh/2026-04', answersOf(), [])).rejects.toThrow()
  })
})

describe('a year', () => {
  it('that nobody has corrected is not spoken of', async () => {
    const { html } = await visit('/publications', answersOf({ found: { corrections: [] } }))
    expect(html).not.toContain('2025/26')
  })

  it('that was refreshed is final, by which publication', async () => {
    const { html } = await visit('/publications', answersOf({ found: { refreshedAs: 41, corrections: [] } }))
    expect(html).toContain('2025/26 was refreshed by publication 41.')
  })
})
