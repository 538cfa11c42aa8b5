import type { Role } from '@oh/auth'
import type { PageLink } from '../layout/navigation.view.tsx'

const CLINICAL: readonly PageLink[] = [
  { href: '/worklist', text: 'Worklist' },
  { href: '/referrals', text: 'Referrals' },
  { href: '/escalations', text: 'Escalations' },
]
const OVERVIEW: PageLink = { href: '/overview', text: 'Overview' }

/** Where each role goes in this service, first link first. A person sees the links of all roles he holds, each once. */
const LINKS: Readonly<Partial<Record<Role, readonly PageLink[]>>> = {
  'oh-nurse': CLINICAL,
  'oh-physician': CLINICAL,
  'oh-administrator': CLINICAL,
  specialist: [
    { href: '/pool', text: 'Specialist pool' },
    { href: '/pool/mine', text: 'My cases' },
    { href: '/pool/sessions', text: 'My sessions' },
    { href: '/pool/my-time', text: 'My job plan and leave' },
  ],
  'pool-coordinator': [
    { href: '/pool/board', text: 'Pool board' },
    { href: '/pool/rota', text: 'Rota and leave' },
    { href: '/pool/neighbours', text: 'Neighbours' },
    { href: '/pool/policy', text: 'Routing policy' },
    { href: '/what-if', text: 'What if?' },
    { href: '/pool/messages', text: 'Messages' },
  ],
  'privacy-officer': [{ href: '/audit', text: 'Audit' }, OVERVIEW],
  'head-of-service': [{ href: '/months', text: 'Months' }, OVERVIEW],
  'ics-lead': [
    { href: '/ics', text: 'My system' },
    { href: '/pool/policy', text: 'Routing policy' },
    { href: '/what-if', text: 'What if?' },
    { href: '/national', text: 'England' },
  ],
  'national-lead': [{ href: '/national', text: 'England' }],
  statistician: [
    { href: '/publications', text: 'Publications' },
    { href: '/national', text: 'England' },
  ],
  'directory-registrar': [OVERVIEW],
  referrer: [
    { href: '/my-referrals', text: 'My referrals' },
    { href: '/refer', text: 'Refer somebody' },
  ],
  worker: [
    { href: '/my-record', text: 'My record' },
    { href: '/refer', text: 'Refer yourself' },
  ],
}

/** Working roles come before being looked after: a nurse who is also a worker starts with her worklist. */
const ORDER = Object.keys(LINKS) as readonly Role[]

/** The navigation of somebody who holds these roles, without links to pages that do not exist here. */
export function navigationOf(roles: readonly Role[], exists: (path: string) => boolean): readonly PageLink[] {
  const links = ORDER.filter((role) => roles.includes(role)).flatMap((role) => LINKS[role] ?? [])
  return links.filter(({ href }, index) => exists(href) && links.findIndex((other) => other.href === href) === index)
}

export interface Belonging {
  /** A hint that grants nothing. */
  readonly organisation?: string | undefined
  readonly roles: readonly Role[]
}

/** The page to start with, or undefined when nothing here is for the person. */
export function homeOf({ roles }: Belonging, exists: (path: string) => boolean): string | undefined {
  return navigationOf(roles, exists)[0]?.href
}
