import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { Details } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { WhoSawIt } from './who-saw-it.view.tsx'

const ACCESSES = graphql(`
  query WhoSawMyRecord($trust: ID!, $after: String) {
    myRecord(trust: $trust) {
      accesses(first: 50, after: $after) {
        rows { at who role what outcomeTitle }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`)

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  const { myRecord } = await visit.ask(ACCESSES, { trust: trust.code, after: visit.query('after') ?? null })
  if (!myRecord) throw new AnswerRefused('NOT_FOUND', [], false)
  const { rows = [], pageInfo } = myRecord.accesses ?? {}
  return page({
    title: 'Who saw my record',
    section: '/my-record',
    back: { href: '/my-record', text: 'Back to my record' },
    body: (
      <>
        <Heading caption="My record">Who saw my record</Heading>
        <p>Each time somebody used your record, or tried to. Nobody can change or delete a line, not even the service.</p>
        <WhoSawIt
          rows={rows}
          next={pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined}
          isFirstPage={visit.query('after') === undefined}
        />
        <Details summary="If something here looks wrong">
          <p>Ask your occupational health service, or your trust’s privacy officer. They can see why each person used it.</p>
        </Details>
      </>
    ),
  })
}

/** Every access to a worker's own record. */
export const accessPages: readonly PageRoute[] = [{ method: 'GET', path: '/my-record/who-saw-it', answer: atOwnTrust(show) }]
