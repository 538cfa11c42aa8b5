import { expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { offerPages } from './offers.page.tsx'
import { workAtPages } from './work-at.page.ts'

const nothing = { rows: [], pageInfo: { hasNextPage: false, endCursor: null } }
const lent = (ics: string, name: string) => ({ neighbourIcs: ics, neighbourName: name })
const shown = (viewer: { organisation: string; ownOrganisation?: string }, myLentSessions: object[] = []) =>
  visitPage(offerPages, '/pool', {
    ...viewer,
    roles: ['specialist'],
    answers: { OffersToMe: { offers: nothing, myEscalations: nothing, myLentSessions } },
  })
const sends = (ics: string, viewer: { organisation: string; ownOrganisation?: string }) =>
  visitPage(workAtPages, '/pool/work-at', { ...viewer, roles: ['specialist'], form: [['ics', ics]], answers: {} })

it('a lent specialist goes to the neighbour’s pool from the own one, and back', async () => {
  const nottingham = lent('QT1', 'Nottingham and Nottinghamshire')
  const own = await shown({ organisation: 'QK1' }, [nottingham, nottingham])
  expect(own.html.match(/You are also lent to Nottingham and Nottinghamshire/g)).toHaveLength(1)
  expect(fieldsIn(own.html)).toContainEqual(['ics', 'QT1'])
  const there = await sends('QT1', { organisation: 'QK1' })
  expect(there).toMatchObject({ worksAt: ['QT1'], reply: { kind: 'see-other', path: '/' } })
  const away = await shown({ organisation: 'QT1', ownOrganisation: 'QK1' })
  expect(away.html).toContain('Go back to Leicester, Leicestershire and Rutland')
  expect(away.asked[0]?.variables).toMatchObject({ ics: 'QT1' })
  expect((await sends('QK1', { organisation: 'QT1', ownOrganisation: 'QK1' })).worksAt).toEqual([undefined])
})

it('nobody else is asked where to work, and an unknown pool is not found', async () => {
  expect((await shown({ organisation: 'QK1' })).html).not.toContain('/pool/work-at')
  await expect(sends('QQ9', { organisation: 'QK1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
