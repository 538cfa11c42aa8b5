import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { boardPages } from './board.page.tsx'

const row = (change: object, escalation: object) => ({
  escalation: {
    ...{
      id: 'e1',
      pseudonym: 'E-4F2A-91C3',
      skills: [{ title: 'Mental health' }],
      urgency: 'soon',
      urgencyTitle: 'Soon',
    },
    ...{ dueOn: '2026-11-30', acceptBy: '2026-11-25', state: 'offered', stateTitle: 'Offered', round: 1 },
    ...escalation,
  },
  offeredTo: { fullName: 'Dr Bell' },
  candidates: [
    {
      specialist: { id: '2', fullName: 'Dr Sethi' },
      standing: 'excluded',
      standingTitle: 'Cannot be asked',
      reasons: [{ word: 'away', sentence: 'Away on 23 November 2026' }],
    },
  ],
  stoodDown: null,
  ...{ late: false, acceptLate: false, parked: false, onHold: false },
  ...change,
})
const board = (...rows: object[]) => ({
  PoolBoard: { board: { rows, rightsEnding: [], pageInfo: { hasNextPage: false, endCursor: null } } },
})
const visit = (address: string, answers: object, form?: [string, string][]) =>
  visitPage(boardPages, address, {
    organisation: 'QK1',
    roles: ['pool-coordinator'],
    ...(form && { form }),
    answers: { ...answers },
  })

describe('the pool board', () => {
  it('says who is asked, how often nobody took it, and why not another', async () => {
    const { html } = await visit('/pool/board', board(row({ late: true }, { round: 3 })))
    expect(html).toContain('Round 3: 2 specialists were asked before.')
    expect(html).toContain('Dr Sethi: cannot be asked')
    expect(html).toContain('Away on 23 November 2026.')
    expect(html).toContain('Answer late')
  })

  it('says from whom an escalation was taken back and why, and whose papers run out', async () => {
    const stoodDown = {
      specialist: { fullName: 'Dr Sethi' },
      at: '2026-11-23T00:00:04.000Z',
      reasons: [{ sentence: 'No valid indemnity on 23 November 2026' }],
    }
    const { PoolBoard } = board(row({ stoodDown }, { round: 2 }))
    const rightsEnding = [{ specialist: { fullName: 'Dr Bell' }, sentence: 'Accreditation no longer holds from 3 December 2026' }]
    const { html } = await visit('/pool/board', { PoolBoard: { board: { ...PoolBoard.board, rightsEnding } } })
    expect(html).toContain('Taken back from Dr Sethi on')
    expect(html).toContain('no valid indemnity on 23 November 2026.')
    expect(html).toContain('Dr Bell: accreditation no longer holds from 3 December 2026.')
  })

  it('offers to look for somebody only where nobody is asked and nothing is on hold', async () => {
    const looked = 'Look for somebody now'
    const nobody = { state: 'nobody-eligible' }
    expect((await visit('/pool/board', board(row({}, {})))).html).not.toContain(looked)
    expect((await visit('/pool/board', board(row({ onHold: true, offeredTo: null }, nobody)))).html).not.toContain(looked)
    expect((await visit('/pool/board', board(row({ offeredTo: null }, nobody)))).html).toContain(looked)
  })

  it('keeps the chosen skill when it has looked again', async () => {
    const answers = {
      ...board(row({ offeredTo: null }, { state: 'nobody-eligible' })),
      RouteAgain: { routeAgain: { __typename: 'RoutedAgain', outcome: 'offered' } },
    }
    const { html } = await visit('/pool/board?skill=skin', answers)
    const { reply } = await visit('/pool/board', answers, fieldsIn(html))
    expect(reply).toEqual({ kind: 'see-other', path: '/pool/board?skill=skin', notice: 'offered' })
  })
})
