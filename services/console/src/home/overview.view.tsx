import type { Role } from '@oh/auth'
import { Card } from '../layout/lists.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'

interface RoleWords {
  readonly heading: string
  readonly now: string
  readonly never?: string
}

/** What there is now for roles whose work is not about single cases. */
const WORDS: Readonly<Partial<Record<Role, RoleWords>>> = {
  'ics-lead': {
    heading: 'Your integrated care system',
    now: 'Every trust of your system that has joined works its referrals and cases here, and sends complex cases to the specialist pool of the system. Figures on waits, staff and specialist sessions are not shown on these pages.',
    never: 'You never see a record about a person.',
  },
  'national-lead': {
    heading: 'England',
    now: 'Occupational health services and specialist pools join this federation one by one. Published national figures are not shown on these pages.',
    never: 'You never see a record about a person, and no figure that could point to one.',
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
  },
  'privacy-officer': {
    heading: 'The audit',
    now: 'The audit says who saw or changed what, when and why.',
    never: 'You do not see clinical notes.',
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
      {role === 'privacy-officer' ? (
        <p class="nhsuk-u-margin-top-3 nhsuk-u-margin-bottom-0">
          <a href="/audit">Read the audit</a>
        </p>
      ) : null}
    </Card>
  )
}
