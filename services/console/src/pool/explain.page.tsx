import type { Ics } from '@oh/organisations'
import type { TypedDocument } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { ExplainView } from './explain.view.tsx'
import { atOwnPool } from './own-pool.ts'

const HISTORY = graphql(`
  query EscalationHistory($ics: ID!, $id: ID!) {
    escalationHistory(ics: $ics, id: $id) {
      id pseudonym skills { title } urgency urgencyTitle dueOn state stateTitle round looksLeftOut
      specialists { specialist { id fullName } standing standingTitle reasons { word sentence } }
      events {
        at sentence policyVersion
        considered { specialist { id fullName } standing standingTitle reasons { word sentence } }
        sessions { startsAt standing standingTitle reasons { sentence } }
      }
    }
  }
`)

type DataOf<Document> = Document extends TypedDocument<infer Data, never> ? Data : never
export type History = NonNullable<DataOf<typeof HISTORY>['escalationHistory']>

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  const { escalationHistory: history } = await visit.ask(HISTORY, { ics: ics.code, id: visit.param('id') })
  if (!history) throw new Error('The pool gave no history and no error.')
  return page({
    title: `What happened and why: ${history.pseudonym}`,
    section: '/pool/board',
    back: { href: '/pool/board', text: 'Back to the board' },
    body: (
      <>
        <Heading caption={history.pseudonym}>What happened and why</Heading>
        <ExplainView history={history} />
      </>
    ),
  })
}

/** One escalation explained to the coordinator. */
export const explainPages: readonly PageRoute[] = [{ method: 'GET', path: '/pool/board/:id', answer: atOwnPool(show) }]
