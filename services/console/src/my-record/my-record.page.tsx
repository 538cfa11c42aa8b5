import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { NotificationBanner } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { MyCases, MyReferrals } from './my-record.view.tsx'

const MY_RECORD = graphql(`
  query MyRecord($trust: ID!) {
    myRecord(trust: $trust) {
      fullName
      cases {
        id reference stateTitle receivedOn closedOn allowedActions consentAskedAt
        appointments { id startsAt minutes kindTitle state stateTitle clinicianName place }
        gate { title givenAt expiresAt standing standingTitle withdrawnAt withdrawalSentence earlierWithdrawal { at sentence } }
        escalations {
          id state stateTitle sentAt dueOn acceptedName acceptedAt answeredAt withdrawnAt
          sessions { id startsAt how siteName specialistName state }
        }
      }
      referrals { id reason reasonTitle receivedOn }
    }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  'consent-given': 'You have given your consent. You can withdraw it at any time.',
  'consent-withdrawn': 'You have withdrawn your consent. What it means stands at the case below.',
}

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  const { myRecord } = await visit.ask(MY_RECORD, { trust: trust.code })
  if (!myRecord) throw new AnswerRefused('NOT_FOUND', [], false)
  const notice = visit.notice === undefined ? undefined : NOTICES[visit.notice]
  return page({
    title: 'My record',
    section: '/my-record',
    body: (
      <Column>
        {notice === undefined ? null : <NotificationBanner success text={notice} />}
        <Heading caption={myRecord.fullName}>My record</Heading>
        <p>{`This is what the occupational health service of ${trust.name} holds about you, by status and dates. Ask the service to see the notes.`}</p>
        <p>
          <a href="/my-record/who-saw-it">Who saw my record</a>
        </p>
        <MyReferrals referrals={myRecord.referrals} />
        <MyCases cases={myRecord.cases} />
      </Column>
    ),
  })
}

/** A worker's own record. */
export const recordPages: readonly PageRoute[] = [{ method: 'GET', path: '/my-record', answer: atOwnTrust(show) }]
