import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { Column, Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { FACTS } from './facts.ts'
import { atOwnPool } from './own-pool.ts'
import { Sessions } from './sessions.view.tsx'

const SESSIONS = graphql(
  `
  query MySessions($ics: ID!) {
    mySessions(ics: $ics) { id startsAt hours hoursFree siteName virtual bookings { hours escalation { ...PoolFacts } } }
  }
`,
  [FACTS],
)

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  const { mySessions } = await visit.ask(SESSIONS, { ics: ics.code })
  return page({
    title: 'My sessions',
    section: '/pool/sessions',
    body: (
      <Column>
        <Heading caption={ics.name}>My sessions</Heading>
        <p>Workers who are to be seen are booked by the pool each working day, the most urgent first.</p>
        <Sessions sessions={mySessions ?? []} />
      </Column>
    ),
  })
}

/** A specialist's own clinic sessions and bookings. */
export const sessionPages: readonly PageRoute[] = [{ method: 'GET', path: '/pool/sessions', answer: atOwnPool(show) }]
