import type { Role } from './roles.ts'

/** The roles of the matrix that no membership can hold: the table knows their answers, nobody can be given them. */
export type FurtherRole =
  | 'hr-adviser'
  | 'diploma-gp'
  | 'technician'
  | 'therapist'
  | 'counsellor'
  | 'case-manager'
  | 'trainee'
  | 'health-and-safety'
  | 'infection-prevention'
  | 'speak-up-guardian'

/** The matrix's "service account", by what it is: a member's own signing key, or the account that runs a pool. */
export type ServiceAccount = 'spoke-key' | 'pool-key' | 'pool-operator'

/** Everyone the matrix answers for. An anonymous caller is not among them: without two good tokens the answer is 401. */
export type Caller = Role | FurtherRole | ServiceAccount

/** The columns that are printed whole; every other caller is given as its differences from one of them, or from nothing. */
export type BaseCaller =
  | 'worker'
  | 'referrer'
  | 'oh-nurse'
  | 'oh-administrator'
  | 'specialist'
  | 'ics-lead'
  | 'national-lead'
  | ServiceAccount

/** How a caller stands to the object. A use case finds out which hold and hands them to `decide`. */
export const SCOPES = {
  any: 'nothing more is asked: it always holds',
  own: 'the record is about the caller',
  referrer: 'the caller made this referral',
  recipient: 'the caller was named at the release of this report',
  'surveillance-contact': 'the caller is the named surveillance contact of that employer',
  service: 'the same OH service, with an open treatment relation or, where no person is concerned, the service itself',
  card: 'in the service, and an immunisation, fit-test or surveillance card',
  'within-tier': 'in the service, and in a category within the tier limit of the caller',
  author: 'the caller wrote it',
  named: 'the caller is named on the restricted record',
  assigned: 'the case is the caller’s: accepted, no conflict declared, live confidentiality gate; or given to that therapist',
  eligible: 'in the pool’s region, accredited for it, agreement, indemnity and honorary contract valid today, not excluded',
  claimed: 'eligible, and the caller has taken the offer by name and declared no conflict',
  consultant: 'assigned or named, and of consultant grade',
  region: 'the ICS, or ICSs, the pool or the lead serves, in the edition in force; all of them where national figures are made',
  published: 'the figures are published',
  member: 'the member that calls is the one the object concerns',
  employer: 'the object concerns the caller’s own employer',
  'sent-to': 'the entry was sent to the caller',
} as const
export type Scope = keyof typeof SCOPES

/** What an allowed caller still does not get, or must also bring. The use case keeps to it, with a refusal where it asks. */
export const LIMITS = {
  'own-words': 'only what the referrer wrote',
  'worker-told': 'the worker has been told and shown this',
  'status-and-dates': 'status and dates of that referral, never of a self-referral',
  'no-clinical-fields': 'no clinical field',
  'escalated-content': 'only what was escalated',
  'new-version': 'a new version; the old one stays',
  'release-chosen': 'the worker’s choice of release allows it, else a refusal that asks for consent',
  'released-version': 'that released version: no note, no diagnosis field',
  'verbal-evidence': 'the consent was given by word of mouth, and its evidence is recorded',
  'worker-is-doctor': 'the worker is a doctor',
  'confidentiality-gate': 'a live confidentiality gate, else a refusal that asks for consent',
  'reason-given': 'a reason is given',
  'status-only': 'the status, nothing else',
  'read-only': 'to read, not to change',
  'fit-to-attend': 'the slot, as fit to attend',
  'break-glass': 'a reason of at least 20 characters, 60 minutes, an alert within 1 minute, every use reviewed',
  sealed: 'built sealed: the caller cannot open it',
  'second-person': 'a second person agrees',
  'never-own-role': 'never the caller’s own role',
  'aggregates-only': 'aggregates, no row about a person',
  'identity-fields': 'matched by identity fields, not opened',
  countersigned: 'countersigned',
  'with-consent': 'the worker agreed to this caller',
  'not-own-accesses': 'not the caller’s own accesses',
} as const
export type Limit = keyof typeof LIMITS

/** One row as it is printed: the callers allowed under each scope; those told nothing; everyone else is forbidden. */
export type MatrixRow = { readonly [S in Scope]?: readonly BaseCaller[] } & {
  /** The row of the printed matrix; `added` for what only its list of added roles names. */
  readonly row: string
  readonly hidden?: readonly BaseCaller[]
  /** Nobody does this in a professional role to the record about themselves, nor in hard conflict with the worker. */
  readonly neverOnOwnRecord?: true
}
