import { findIcs, type Ics, type Trust } from '@oh/organisations'
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

const POOL_AUDIT = graphql(`
  query PoolAudit($ics: ID!, $person: ID, $record: ID, $after: String) {
    auditEntries: poolAuditEntries(ics: $ics, person: $person, subject: $record, first: 50, after: $after) {
      rows { id at actor actorName actorRole action what resource resourceIds subject outcome outcomeTitle reasons onBehalfOf }
      pageInfo { hasNextPage endCursor }
    }
    auditChain: poolAuditChain(ics: $ics) { sealed overdue breaks }
  }
`)

const EVERYTHING: AuditSearch = { person: '', record: '' }

/** A name or number that was pressed stands in for what was typed in its field. */
function readSearch(form: SentFields): AuditSearch {
  return { person: form.text('only-person') || form.text('person'), record: form.text('only-record') || form.text('record') }
}

/** The audit of the place where the viewer is privacy officer: a service or a pool. */
function readAudit(visit: Visit, place: Trust | Ics, search: AuditSearch, after: string) {
  const asked = { person: search.person || null, record: search.record || null, after: after || null }
  return findIcs(place.code)
    ? visit.ask(POOL_AUDIT, { ics: place.code, ...asked })
    : visit.ask(AUDIT, { trust: place.code, ...asked })
}

async function draw(visit: Visit, place: Trust | Ics, search: AuditSearch, after: string): Promise<Reply> {
  const { auditEntries, auditChain } = await readAudit(visit, place, search, after)
  const { rows = [], pageInfo } = auditEntries ?? {}
  return page({
    title: 'Audit',
    section: '/audit',
    wide: true,
    body: (
      <>
        <Heading caption={place.name}>Audit: who saw what</Heading>
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

function atOwnPlace(answer: (visit: Visit, place: Trust | Ics) => Promise<Reply>): PageRoute['answer'] {
  const atTrust = atOwnTrust(answer)
  return (visit) => {
    const ics = findIcs(visit.viewer.organisation ?? '')
    return ics ? answer(visit, ics) : atTrust(visit)
  }
}

/** The privacy officer's audit. Searching is a POST that changes nothing: whom it is about stays out of addresses and logs. */
export const auditPages: readonly PageRoute[] = [
  { method: 'GET', path: '/audit', answer: atOwnPlace((visit, place) => draw(visit, place, EVERYTHING, '')) },
  {
    method: 'POST',
    path: '/audit',
    answer: atOwnPlace((visit, place) => {
      const isNarrowed = visit.form.text('only-person') !== '' || visit.form.text('only-record') !== ''
      return draw(visit, place, readSearch(visit.form), isNarrowed ? '' : visit.form.text('after'))
    }),
  },
]
