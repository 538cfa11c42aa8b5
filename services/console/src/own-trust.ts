import { findTrust, type Trust } from '@oh/organisations'
import { noTrust } from './layout/no-trust.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from './page.ts'

/** For pages of one service: answers for the trust that the viewer belongs to, or says that the page is for people of a trust. */
export function atOwnTrust(answer: (visit: Visit, trust: Trust) => Reply | Promise<Reply>): PageRoute['answer'] {
  return (visit) => {
    const trust = findTrust(visit.viewer.organisation ?? '')
    return trust ? answer(visit, trust) : page({ ...noTrust, status: 404 })
  }
}
