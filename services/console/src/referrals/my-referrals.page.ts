import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page } from '../page.ts'
import { myReferrals } from './my-referrals.view.tsx'

const MINE = graphql(`
  query MyReferrals($trust: ID!, $after: String) {
    myReferrals(trust: $trust, first: 25, after: $after) {
      rows {
        id
        receivedOn
        state
        stateTitle
        worker { fullName }
        assignment { jobTitle }
        case { reference stateTitle }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export const showMyReferrals: PageRoute = {
  method: 'GET',
  path: '/my-referrals',
  answer: atOwnTrust(async ({ ask, query }, trust) => {
    const after = query('after') ?? null
    const { myReferrals: mine } = await ask(MINE, { trust: trust.code, after })
    return page(
      myReferrals({
        rows: mine?.rows ?? [],
        next: mine?.pageInfo.hasNextPage ? (mine.pageInfo.endCursor ?? undefined) : undefined,
        isFirstPage: after === null,
      }),
    )
  }),
}
