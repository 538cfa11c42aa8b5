import { findIcs, findTrust, type Ics, type Trust } from '@oh/organisations'
import type { SentFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { ErrorSummary, hasProblems, type Problems } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { type AuditChain, type AuditEntry, type AuditSearch, AuditView, type AuditWords } from './audit.view.tsx'

const AUDIT = graphql(`
  query Audit($trust: ID!, $person: ID, $record: ID, $after: String, $most: Int!, $checkedUpTo: Int!) {
    auditEntries(trust: $trust, person: $person, subject: $record, first: 50, after: $after) {
      rows { id at actor actorName actorRole what resourceIds subject outcome outcomeTitle reasons onBehalfOf }
      pageInfo { hasNextPage endCursor }
    }
    auditChain(trust: $trust, first: $most, after: $checkedUpTo) { sealed overdue breaks verifiedUpTo hasMore }
  }
`)

const POOL_AUDIT = graphql(`
  query PoolAudit($ics: ID!, $person: ID, $record: ID, $after: String) {
    auditEntries: poolAuditEntries(ics: $ics, person: $person, subject: $record, first: 50, after: $after) {
      rows { id at actor actorName actorRole what resourceIds subject outcome outcomeTitle reasons onBehalfOf }
      pageInfo { hasNextPage endCursor }
    }
    auditChain: poolAuditChain(ics: $ics) { sealed overdue breaks }
  }
`)

const DIRECTORY_AUDIT = graphql(`
  query DirectoryAudit($person: ID, $record: ID, $after: String) {
    auditEntries: directoryAuditEntries(person: $person, about: $record, first: 50, after: $after) {
      rows { id at actor actorName actorRole what resourceIds outcome reasons }
      pageInfo { hasNextPage endCursor }
    }
    auditChain: directoryAuditChain { sealed overdue breaks }
  }
`)

const FIGURES_AUDIT = graphql(`
  query FiguresAudit($person: ID, $record: ID, $after: String, $most: Int!, $checkedUpTo: Int!) {
    auditEntries: rollupAuditEntries(person: $person, about: $record, first: 50, after: $after) {
      rows { id at actor actorName actorRole what resourceIds subject outcome outcomeTitle reasons onBehalfOf }
      pageInfo { hasNextPage endCursor }
    }
    auditChain: rollupAuditChain(first: $most, after: $checkedUpTo) { sealed overdue breaks verifiedUpTo hasMore }
  }
`)

/** Where somebody who belongs to no service and no pool is privacy officer. */
const OFFICER_OF = graphql(`
  query OfficerOf {
    me { roles { role } }
    england { viewer { roles } }
  }
`)

/** What the reader wants to see: of whom, from where in the list, and from where the chain is to be checked on. */
interface AuditAsk {
  readonly search: AuditSearch
  readonly after: string
  readonly checkedUpTo: number
}

interface AuditRead {
  readonly auditEntries: {
    readonly rows: readonly AuditEntry[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  } | null
  readonly auditChain: AuditChain | null
}

/** One of the audits: of a service, of a pool, of the national figures, or of the directory that joins them. */
interface AuditPlace {
  readonly name: string
  readonly address: '/audit' | '/audit/directory'
  readonly words: AuditWords
  /** People can be looked for by their names too. */
  readonly hasNames?: boolean
  /** Another audit that is the reader's too. */
  readonly besides?: AuditPlace
  readonly read: (visit: Visit, ask: AuditAsk) => Promise<AuditRead>
}

const asked = ({ search, after }: AuditAsk) => ({
  person: search.person || null,
  record: search.record || null,
  after: after || null,
})

/** Entries of the chain that one page has checked; a longer chain is checked on from there. */
const MOST_CHECKED = 20_000

const partOf = ({ checkedUpTo }: AuditAsk) => ({ most: MOST_CHECKED, checkedUpTo })

/** What was sealed while the rest was checked is no part that was left out. */
const wholeBut = (chain: AuditChain | null): AuditChain | null =>
  chain && { ...chain, hasMore: chain.hasMore === true && chain.sealed >= MOST_CHECKED }

const OF_PEOPLE: AuditWords = { heading: 'Audit: who saw what', about: 'Whose record', search: 'Record number' }

const auditOfTrust = ({ code, name }: Trust): AuditPlace => ({
  name,
  address: '/audit',
  hasNames: true,
  words: OF_PEOPLE,
  read: async (visit, ask) => {
    const read = await visit.ask(AUDIT, { trust: code, ...asked(ask), ...partOf(ask) })
    return { ...read, auditChain: wholeBut(read.auditChain) }
  },
})

const auditOfPool = ({ code, name }: Ics): AuditPlace => ({
  name,
  address: '/audit',
  words: OF_PEOPLE,
  read: (visit, ask) => visit.ask(POOL_AUDIT, { ics: code, ...asked(ask) }),
})

const AUDIT_OF_FIGURES: AuditPlace = {
  name: 'National figures',
  address: '/audit',
  words: {
    heading: 'Audit: who used the figures',
    about: 'What about',
    search: 'Month, or number from the list',
    hasWholeNumbers: true,
    note: 'The national figures hold no record about a person. Exact counts are used for one thing: to publish a month, which stands here with who published it.',
  },
  read: async (visit, ask) => {
    const { auditEntries, auditChain } = await visit.ask(FIGURES_AUDIT, { ...asked(ask), ...partOf(ask) })
    const rows = auditEntries?.rows.map((row) => ({ ...row, subject: row.subject ?? row.resourceIds[0] ?? null })) ?? []
    return { auditEntries: auditEntries && { ...auditEntries, rows }, auditChain: wholeBut(auditChain) }
  },
}

const AUDIT_OF_DIRECTORY: AuditPlace = {
  name: 'Directory of the federation',
  address: '/audit/directory',
  words: {
    heading: 'Audit: who changed the federation',
    about: 'Which member',
    search: 'Member, or code it serves',
    note: 'The directory holds no record about a person. Each service and each pool has an audit and a privacy officer of its own.',
  },
  read: async (visit, ask) => {
    const { auditEntries, auditChain } = await visit.ask(DIRECTORY_AUDIT, asked(ask))
    const rows = auditEntries?.rows.map((row) => ({
      ...row,
      subject: row.resourceIds[0] ?? null,
      outcomeTitle: row.outcome === 'allowed' ? 'Allowed' : 'Refused',
      onBehalfOf: null,
    }))
    return { auditEntries: auditEntries && { pageInfo: auditEntries.pageInfo, rows: rows ?? [] }, auditChain }
  },
}

/** The audit of the place that the reader belongs to; who belongs to none may be privacy officer of the national figures or the directory. */
async function placeOf(visit: Visit): Promise<AuditPlace> {
  const { organisation = '' } = visit.viewer
  const trust = findTrust(organisation)
  if (trust) return auditOfTrust(trust)
  const ics = findIcs(organisation)
  if (ics) return auditOfPool(ics)
  const { isOfFigures, isOfDirectory } = await officerOf(visit)
  if (!isOfFigures) return AUDIT_OF_DIRECTORY
  return isOfDirectory ? { ...AUDIT_OF_FIGURES, besides: AUDIT_OF_DIRECTORY } : AUDIT_OF_FIGURES
}

async function officerOf({ askPartly }: Visit) {
  const { data } = await askPartly(OFFICER_OF, {})
  const ofDirectory = data?.me.roles.map(({ role }) => role) ?? []
  const ofFigures = data?.england.viewer?.roles ?? []
  return { isOfFigures: ofFigures.includes('privacy-officer'), isOfDirectory: ofDirectory.includes('privacy-officer') }
}

const EVERYTHING: AuditAsk = { search: { person: '', record: '' }, after: '', checkedUpTo: 0 }

/** A name or number that was pressed stands in for what was typed in its field, and begins again from the newest. */
function readAsk(form: SentFields): AuditAsk {
  const person = form.text('only-person') || form.text('person')
  const record = form.text('only-record') || form.text('record')
  const isNarrowed = form.text('only-person') !== '' || form.text('only-record') !== ''
  const checkedUpTo = Number(form.text('checked-up-to'))
  return {
    search: { person, record },
    after: isNarrowed ? '' : form.text('after'),
    checkedUpTo: Number.isSafeInteger(checkedUpTo) && checkedUpTo > 0 ? checkedUpTo : 0,
  }
}

const ID = /^[\x21-\x7e]{1,255}$/
const NAME = /^[\p{L}\p{M}\p{N} .,'’-]{1,100}$/u

/** What cannot be looked for, said at its field before anybody is asked. */
function problemsIn({ person, record }: AuditSearch, { words, hasNames = false }: AuditPlace): Problems {
  const isPerson = person === '' || ID.test(person) || (hasNames && NAME.test(person))
  const whom = hasNames ? 'Enter a name, or a sign-in name from the list.' : 'Enter a sign-in name from the list.'
  const which = words.hasWholeNumbers
    ? 'Enter a month such as 2026-10, or a number from the list.'
    : 'Enter a number from the list, whole or as it is shown there.'
  return {
    ...(isPerson ? {} : { person: whom }),
    ...(record === '' || ID.test(record) ? {} : { record: which }),
  }
}

/** A short number as the list shows it ends in an ellipsis, which is no part of it. */
const withoutEllipsis = ({ person, record }: AuditSearch): AuditSearch => ({ person, record: record.replace(/(…|\.\.\.)$/, '') })

async function draw(visit: Visit, asked: AuditAsk, place: AuditPlace): Promise<Reply> {
  const { name, address, words, read, besides } = place
  const search = withoutEllipsis(asked.search)
  const problems = problemsIn(search, place)
  const ask = { ...asked, search }
  const { auditEntries, auditChain } = await read(visit, hasProblems(problems) ? EVERYTHING : ask)
  const { rows = [], pageInfo } = auditEntries ?? {}
  return page({
    title: 'Audit',
    section: '/audit',
    wide: true,
    ...(hasProblems(problems) ? { status: 422 as const, refused: true } : {}),
    body: (
      <>
        <ErrorSummary problems={problems} />
        <Heading caption={name}>{words.heading}</Heading>
        {besides ? (
          <p>
            You are privacy officer here and elsewhere: <a href={besides.address}>{besides.name}</a>.
          </p>
        ) : null}
        <AuditView
          address={address}
          words={words}
          chain={auditChain}
          rows={rows}
          ask={ask}
          problems={problems}
          next={pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined}
        />
      </>
    ),
  })
}

/** The privacy officer's audit. Searching is a POST that changes nothing: whom it is about stays out of addresses and logs. */
export const auditPages: readonly PageRoute[] = [
  { method: 'GET', path: '/audit', answer: async (visit) => draw(visit, EVERYTHING, await placeOf(visit)) },
  { method: 'POST', path: '/audit', answer: async (visit) => draw(visit, readAsk(visit.form), await placeOf(visit)) },
  { method: 'GET', path: '/audit/directory', answer: (visit) => draw(visit, EVERYTHING, AUDIT_OF_DIRECTORY) },
  { method: 'POST', path: '/audit/directory', answer: (visit) => draw(visit, readAsk(visit.form), AUDIT_OF_DIRECTORY) },
]
