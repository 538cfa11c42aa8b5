import { findIcs, type Ics } from '@oh/organisations'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { noPool } from './no-pool.view.tsx'

/** For pages of one pool: answers for the ICS whose pool the viewer works in, or says that the page is for people of a pool. */
export function atOwnPool(answer: (visit: Visit, ics: Ics) => Reply | Promise<Reply>): PageRoute['answer'] {
  return (visit) => {
    const ics = findIcs(visit.viewer.organisation ?? '')
    return ics ? answer(visit, ics) : page({ ...noPool, status: 404 })
  }
}
