import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { Heading } from '../layout/page.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { SentEscalation } from './sent.view.tsx'

const SENT = graphql(`
  query SentEscalation($trust: ID!, $id: ID!) {
    sentEscalation(trust: $trust, id: $id) {
      id caseId caseReference workerName pseudonym state stateTitle categoryTitle urgency urgencyTitle seeWorkerTitle safetyFlag
      sentAt sentByName acceptBy dueOn acceptedName acceptedAt answeredAt withdrawnAt isLate
      reasons { rule title source standingTitle because }
      sessions { id startsAt how siteName specialistName state }
      question nursePlan summary jobAndHazards adjustmentsTried
    }
  }
`)

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  const { sentEscalation: sent } = await visit.ask(SENT, { trust: trust.code, id: visit.param('id') })
  if (!sent) throw new AnswerRefused('NOT_FOUND', [], false)
  const mayDecide = sent.withdrawnAt !== null && sent.safetyFlag && visit.viewer.roles.includes('oh-physician')
  return page({
    title: `Escalation of case ${sent.caseReference}`,
    section: '/escalations',
    back: { href: '/escalations', text: 'Back to escalations' },
    wide: true,
    body: (
      <>
        <Heading caption={`Case ${sent.caseReference}`}>{`Escalation for ${sent.workerName ?? 'a worker'}`}</Heading>
        <SentEscalation sent={sent} mayDecide={mayDecide} />
      </>
    ),
  })
}

/** One sent escalation. */
export const sentPages: readonly PageRoute[] = [{ method: 'GET', path: '/escalations/:id', answer: atOwnTrust(show) }]
