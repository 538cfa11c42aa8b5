import type { Trust } from '@oh/organisations'
import type { SentFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { Heading } from '../layout/page.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { type AuditSearch, ChainStanding, Entries, SearchForm } from './audit.view.tsx'

const AUDIT = graphql(`
  query Audit($trust: ID!, $person: ID, $record: ID, $after: String) {
    auditEntries(trust: $trust, person: $person, subject: $record, first: 50, after: $after) {
      rows { id at actor actorName actorRole action what resource resourceIds subject outcome outcomeTitle reasons onBehalfOf }
      pageInfo { hasNextPage endCursor }
    }
    auditChain(trust: $trust) { sealed overdue breaks }
  }
`)

const EVERYTHING: AuditSearch = { person: '', record: '' }

/** A name or number that was pressed stands in for what was typed in its field. */
function readSearch(form: SentFields): AuditSearch {
  return { person: form.text('only-person') || form.text('person'), record: form.text('only-record') || form.text('record') }
}

async function draw(visit: Visit, trust: Trust, search: AuditSearch, after: string): Promise<Reply> {
  const asked = { trust: trust.code, person: search.person || null, record: search.record || null, after: after || null }
  const { auditEntries, auditChain } = await visit.ask(AUDIT, asked)
  const { rows = [], pageInfo } = auditEntries ?? {}
  return page({
    title: 'Audit',
    section: '/audit',
    wide: true,
    body: (
      <>
        <Heading caption={trust.name}>Audit: who saw what</Heading>
        <ChainStanding chain={auditChain} />
        <p>
          Select a name or a number to see only what belongs to it. What you did yourself is left out: another person checks that.
        </p>
        <SearchForm search={search} />
        {search.person || search.record || after ? (
          <p>
            <a href="/audit">Show everything from the newest</a>
          </p>
        ) : null}
        <Entries rows={rows} search={search} next={pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined} />
      </>
    ),
  })
}

/** The privacy officer's audit. Searching is a POST that changes nothing: whom it is about stays out of addresses and logs. */
export const auditPages: readonly PageRoute[] = [
  { method: 'GET', path: '/audit', answer: atOwnTrust((visit, trust) => draw(visit, trust, EVERYTHING, '')) },
  {
    method: 'POST',
    path: '/audit',
    answer: atOwnTrust((visit, trust) => {
      const isNarrowed = visit.form.text('only-person') !== '' || visit.form.text('only-record') !== ''
      return draw(visit, trust, readSearch(visit.form), isNarrowed ? '' : visit.form.text('after'))
    }),
  },
]
