import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { offerPages } from './offers.page.tsx'

const facts = (id: string, state: string, sentBack = false) => ({
  ...{
    spokeId: 'spoke-0123456789ab',
    id,
    state,
    stateTitle: `Title of ${state}`,
    pseudonym: `QK1-${id}`,
    categoryTitle: 'Breathing',
  },
  ...{ urgency: 'routine', urgencyTitle: 'Routine', dueOn: '2026-12-04', skills: [], sentBack },
})
const page = (...rows: object[]) => ({ rows, pageInfo: { hasNextPage: false, endCursor: null } })
const home = (supervised: object[]) => ({
  OffersToMe: { offers: page(), myLentSessions: [], myEscalations: page(), supervised: page(...supervised) },
})
const visit = (address: string, answers: object) =>
  visitPage(offerPages, address, { organisation: 'QK1', roles: ['specialist'], answers: { ...answers } })

describe('the first page of a specialist', () => {
  it('says what waits for a countersignature, and nothing of what a trainee has not written yet', async () => {
    const { html } = await visit('/pool', home([facts('1', 'countersigning'), facts('2', 'opened')]))
    const section = html.slice(html.indexOf('Waits for your countersignature'))
    expect(section).toContain('QK1-1')
    expect(section).not.toContain('QK1-2')
  })

  it('leads to all that is supervised where there is more than it looks through', async () => {
    const more = 'Everything under your supervision'
    const rest = { pageInfo: { hasNextPage: true, endCursor: 'c' } }
    for (const rows of [[facts('1', 'countersigning')], [facts('2', 'opened')]]) {
      const { OffersToMe } = home(rows)
      const { html } = await visit('/pool', { OffersToMe: { ...OffersToMe, supervised: { rows, ...rest } } })
      expect(html).toContain(`<a href="/pool/mine?show=supervised">${more}</a>`)
    }
    expect((await visit('/pool', home([facts('1', 'countersigning')]))).html).not.toContain(more)
  })

  it('has no such part for whoever has nothing to countersign', async () => {
    expect((await visit('/pool', home([facts('2', 'opened')]))).html).not.toContain('ountersign')
  })
})

describe('what a trainee has', () => {
  it('is told as what the trainee must do, unless it is the supervisor’s turn', async () => {
    const rows = ['accepted', 'opened', 'countersigning'].map((state, at) => facts(String(at), state))
    const { html } = await visit('/pool/mine?show=supervised', { MyEscalations: { myEscalations: page(...rows) } })
    for (const words of ['With the trainee', 'Waits for your countersignature']) expect(html).toContain(words)
    expect(html).not.toContain('Waits for your answer')
  })

  it('is told as sent back, to trainee and supervisor, until it is written again', async () => {
    const answers = { MyEscalations: { myEscalations: page(facts('1', 'opened', true)) } }
    expect((await visit('/pool/mine?show=supervised', answers)).html).toContain('Sent back to the trainee')
    const { html } = await visit('/pool/mine', answers)
    expect(html).toContain('Sent back to you to change')
    expect(html).not.toContain('Waits for your answer')
  })

  it('is listed by a pool that cannot say yet what was sent back', async () => {
    const errors = [{ code: 'NOT_YET_AT_POOL', about: 'QK1', path: 'myEscalations.rows.sentBack' }]
    const rows = [{ ...facts('1', 'opened'), sentBack: null }]
    const { html } = await visit('/pool/mine', { MyEscalations: { data: { myEscalations: page(...rows) }, errors } })
    expect(html).toContain('Waits for your answer')
  })

  it('is found again once it is countersigned', async () => {
    const { html, asked } = await visit('/pool/mine?show=countersigned', {
      MyEscalations: { myEscalations: page(facts('1', 'answered')) },
    })
    expect(asked.at(-1)?.variables).toMatchObject({ show: 'countersigned' })
    expect(html).toContain('QK1-1')
    const { html: open } = await visit('/pool/mine?show=supervised', { MyEscalations: { myEscalations: page() } })
    expect(open).toContain('href="/pool/mine?show=countersigned"')
  })

  it('says so where the pool is of a version that cannot list what was countersigned', async () => {
    const answer = { data: { myEscalations: null }, errors: [{ code: 'NOT_YET_AT_POOL', path: 'myEscalations' }] }
    const { html } = await visit('/pool/mine?show=countersigned', { MyEscalations: answer })
    expect(html).toContain('cannot list this until its pool is updated')
    expect(html).not.toContain('You have countersigned nothing yet.')
  })
})
