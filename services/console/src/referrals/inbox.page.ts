import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page } from '../page.ts'
import { inbox, STATES } from './inbox.view.tsx'

const INBOX = graphql(`
  query ReferralInbox($trust: ID!, $state: String!, $after: String) {
    referrals(trust: $trust, state: $state, first: 25, after: $after) {
      rows {
        id
        sourceTitle
        reasonTitle
        referredByName
        receivedOn
        workerTold
        worker { fullName }
        assignment { jobTitle department }
        case { id reference }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export const showInbox: PageRoute = {
  method: 'GET',
  path: '/referrals',
  answer: atOwnTrust(async ({ ask, query, notice }, trust) => {
    const state = STATES.find((each) => each === query('state')) ?? 'received'
    const after = query('after') ?? null
    const { referrals } = await ask(INBOX, { trust: trust.code, state, after })
    return page(
      inbox({
        trustName: trust.name,
        state,
        rows: referrals?.rows ?? [],
        next: referrals?.pageInfo.hasNextPage ? (referrals.pageInfo.endCursor ?? undefined) : undefined,
        isFirstPage: after === null,
        notice,
      }),
    )
  }),
}
