import { wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page } from '../page.ts'
import { casePage } from './case.view.tsx'

const CASE = graphql(`
  query CaseShown($trust: ID!, $id: ID!, $notesAfter: String) {
    case(trust: $trust, id: $id) {
      id
      reference
      state
      stateTitle
      worker { fullName bornOn staffNumber }
      assignment { jobTitle department employerName isDoctor }
      referral { id sourceTitle reasonTitle words background referredByName }
      openedOn
      receivedOn
      closedOn
      absentSince
      isComplex
      complexBecause
      outcomeTitle
      reviewOn
      deadlines { title why source dueOn metOn standing standingTitle }
      appointments { id startsAt minutes kindTitle state stateTitle clinicianName }
      bookedAppointment { id }
      moves { event title at byName }
      openTasks { id kind title createdAt }
      endedTasks { id title endedAt endedByName }
      allowedActions
      gate {
        title
        givenAt
        recordedByName
        standing
        standingTitle
        expiresAt
        opensThePool
        closedBecause { sentence }
        withdrawalSentence
        earlierWithdrawal { at sentence }
        consequences { version }
      }
      escalations {
        id state stateTitle sentAt acceptedName answeredAt
        sessions { id startsAt how siteName specialistName state }
      }
      notes(first: 10, after: $notesAfter) {
        rows { id version words authorName writtenAt versions { version words authorName writtenAt } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`)

/** Notes may be closed to the reader while the rest of the case is open to him. */
const isNoNotes = ({ code, path }: { readonly code: string; readonly path: string }) =>
  path === 'case.notes' && (code === 'FORBIDDEN' || code === 'NOT_FOUND')

export const showCase: PageRoute = {
  method: 'GET',
  path: '/cases/:id',
  answer: atOwnTrust(async ({ askPartly, param, query, notice, drafts }, trust) => {
    const { data, errors } = await askPartly(CASE, { trust: trust.code, id: param('id'), notesAfter: query('notes') ?? null })
    const { case: found } = wholeAnswer({ data, errors: errors.filter((error) => !isNoNotes(error)) }, false)
    if (!found) throw new Error('A case that is out of sight comes with an error.')
    const notes = found.notes && {
      rows: found.notes.rows,
      older: found.notes.pageInfo.hasNextPage ? (found.notes.pageInfo.endCursor ?? undefined) : undefined,
    }
    const begun = {
      note: (await drafts.find(`/cases/${found.id}/notes/new`)) !== undefined,
      escalation: (await drafts.find(`/cases/${found.id}/escalate`)) !== undefined,
    }
    return page(casePage({ found: { ...found, escalations: found.escalations ?? [] }, notes, notice, begun }))
  }),
}
