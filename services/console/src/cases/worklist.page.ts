import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page } from '../page.ts'
import { SHOWN, type Shown, worklist } from './worklist.view.tsx'

const WORKLIST = graphql(`
  query Worklist($trust: ID!, $show: WorklistShow!, $after: String) {
    worklist(trust: $trust, show: $show, first: 25, after: $after) {
      rows {
        id
        reference
        state
        stateTitle
        worker { fullName }
        assignment { jobTitle department }
        referral { reasonTitle }
        deadlines { title dueOn standing standingTitle }
        openTasks { id title }
        isComplex
      }
      pageInfo { hasNextPage endCursor }
    }
    referrals(trust: $trust, state: "received", first: 10) {
      rows { id reasonTitle receivedOn worker { fullName } }
      pageInfo { hasNextPage }
    }
  }
`)

export const showWorklist: PageRoute = {
  method: 'GET',
  path: '/worklist',
  answer: atOwnTrust(async ({ ask, query }, trust) => {
    const show = shownOf(query('show'))
    const after = query('after') ?? null
    const { worklist: cases, referrals } = await ask(WORKLIST, { trust: trust.code, show, after })
    return page(
      worklist({
        trustName: trust.name,
        show,
        rows: cases?.rows ?? [],
        next: cases?.pageInfo.hasNextPage ? (cases.pageInfo.endCursor ?? undefined) : undefined,
        isFirstPage: after === null,
        referrals: { rows: referrals?.rows ?? [], more: referrals?.pageInfo.hasNextPage ?? false },
      }),
    )
  }),
}

function shownOf(word: string | undefined): Shown {
  return SHOWN.find((each) => each === word) ?? 'open'
}
