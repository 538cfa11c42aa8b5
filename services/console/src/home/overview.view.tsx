import type { Role } from '@oh/auth'
import { Card } from '../layout/lists.view.tsx'
import type { PageLink } from '../layout/navigation.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'

interface RoleWords {
  readonly heading: string
  readonly now: string
  readonly never?: string
  /** Where the work of the role begins. */
  readonly start?: PageLink
}

/** What there is now for roles whose work is not about single cases. */
const WORDS: Readonly<Partial<Record<Role, RoleWords>>> = {
  'ics-lead': {
    heading: 'Your integrated care system',
    now: 'What every trust of your system and its specialist pool can do now, asked as you open the page, and what has been published of it month by month.',
    never: 'You never see a record about a person.',
    start: { href: '/ics', text: 'Open your system' },
  },
  'national-lead': {
    heading: 'England',
    now: 'The published figures of every integrated care system side by side: what stands out, whether that is more than chance, and how it moves over time.',
    never: 'You never see a record about a person, and no figure that could point to one.',
    start: { href: '/national', text: 'Open the figures of England' },
  },
  'directory-registrar': {
    heading: 'The register of members',
    now: 'Registrars invite a new service or pool and approve its key; it takes two people. This is done on the command line or through the graph, as the README describes, and not on these pages.',
    never: 'You never see a record about a person.',
  },
  'head-of-service': {
    heading: 'Your service',
    now: 'The nurses, physicians and administrators of your service work here. When a month is over you look at its figures and sign them off, under Months. Settings of the service are not on these pages.',
    never: 'You do not see clinical notes.',
    start: { href: '/months', text: 'Look at the months' },
  },
  'privacy-officer': {
    heading: 'The audit',
    now: 'The audit says who saw or changed what, when and why.',
    never: 'You do not see clinical notes.',
    start: { href: '/audit', text: 'Read the audit' },
  },
}

/** Roles that this page has words for. */
export const OVERVIEW_ROLES = Object.keys(WORDS) as readonly Role[]

/** One card for each role held, so that nobody who signs in meets an empty page. */
export function overview(name: string, roles: readonly Role[]): PageContent {
  const held = OVERVIEW_ROLES.filter((role) => roles.includes(role))
  return {
    title: 'Overview',
    section: '/overview',
    body: (
      <Column>
        <Heading caption={name}>What you can do here</Heading>
        {held.map((role) => (
          <RoleCard role={role} />
        ))}
        {held.length === 0 ? (
          <p>
            Your pages are in the menu at the top, and on <a href="/">your home page</a>.
          </p>
        ) : null}
      </Column>
    ),
  }
}

function RoleCard({ role }: { role: Role }) {
  const words = WORDS[role]
  if (!words) return null
  return (
    <Card heading={words.heading} description={words.now}>
      {words.never === undefined ? null : <p class="nhsuk-u-margin-top-3 nhsuk-u-margin-bottom-0">{words.never}</p>}
      {words.start ? (
        <p class="nhsuk-u-margin-top-3 nhsuk-u-margin-bottom-0">
          <a href={words.start.href}>{words.start.text}</a>
        </p>
      ) : null}
    </Card>
  )
}
