import type { LondonDate } from '@oh/kernel'

/** Each role a membership may hold, with the title people read. */
const TITLES = {
  worker: 'Worker',
  referrer: 'Referring manager',
  'oh-nurse': 'Occupational health nurse',
  'oh-physician': 'Occupational health physician',
  'oh-administrator': 'Occupational health administrator',
  'head-of-service': 'Head of service',
  'privacy-officer': 'Privacy officer',
  specialist: 'Specialist',
  'pool-coordinator': 'Pool coordinator',
  'ics-lead': 'ICS lead',
  'national-lead': 'National lead',
  'directory-registrar': 'Directory registrar',
  statistician: 'Publication statistician',
} as const

export type Role = keyof typeof TITLES

/** Every role, in the order of the matrix. */
export const ROLES = Object.keys(TITLES) as readonly Role[]

/** One role that one person holds in one place, from a day and, if it ends, until before another. */
export interface Membership {
  readonly role: Role
  /** The ICS code for an ICS lead. */
  readonly scope?: string
  readonly from: LondonDate
  readonly to?: LondonDate
}

/** True for a role a membership may hold. Any other word grants nothing. */
export function isRole(word: string): word is Role {
  return Object.hasOwn(TITLES, word)
}

/** The title people read, in plain words: "Occupational health nurse". */
export function roleTitle(role: Role): string {
  return TITLES[role]
}
