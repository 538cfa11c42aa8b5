import type { AuditRow } from '@oh/audit'
import { type Role, roleTitle } from '@oh/auth'

/** What was done, for people, by action and kind of thing; without the thing when all kinds read alike. */
const WORDS: Readonly<Record<string, string>> = {
  'case.read case': 'Opened the case',
  'case.read gate': 'Looked at the consent on record',
  'case.read identity-card': 'Saw name, employer and post',
  'case.list case': 'Saw the case in a list',
  'case.list worker': 'Found the name in a search',
  'case.list my-record': 'Opened “My record”',
  'case.manage referral': 'Decided on the referral',
  'case.manage case': 'Worked on the case',
  'case.manage task': 'Saw to something on the case',
  'case.manage opinion': 'Recorded what came of the specialist’s opinion',
  'referral.create': 'Made a referral',
  'referral.create worker': 'Saw the name in the own team',
  'referral.read': 'Read the referral',
  'appointment.read': 'Saw the appointments',
  'appointment.manage': 'Arranged an appointment',
  'clinicalNote.read note': 'Read the notes',
  'clinicalNote.read escalation': 'Read what was sent to the specialists',
  'clinicalNote.create': 'Wrote a note',
  'clinicalNote.amend': 'Corrected a note',
  'consent.give': 'Recorded consent, or what stands in its place',
  'consent.withdraw': 'Recorded that consent was withdrawn',
  'escalation.create escalation': 'Sent the case to the specialists',
  'escalation.create case': 'Tried to send the case to the specialists',
  'escalation.create preview': 'Prepared to send the case to the specialists',
  'assignment.setStaffGroup': 'Changed the staff group',
  'poolCase.readStatus': 'Saw how the escalation stands',
  'poolCase.readIdentity': 'Saw name, employer and post',
  'poolCase.readContent': 'Asked the trust whether what was sent may be opened',
  'opinion.receive': 'Sent an opinion',
  'audit.read': 'Looked at who saw the record',
  'relayQueue.read': 'Looked at the messages that are stuck',
  'deadLetter.retry': 'Sent a stuck message again',
  'role.manage': 'Changed who holds which role',
  'setting.change': 'Changed a setting of the service',
  'setting.read': 'Looked at the settings of the service',
  'capacity.readLive': 'Looked at what the service can do now',
  'message.receive': 'Sent a message that was not taken in',
}
/** News from the pool, by its word. */
const NEWS: Readonly<Record<string, string>> = {
  accepted: 'Accepted the case',
  'stood-down': 'The pool took the case back from the specialist',
  'session-booked': 'Booked a session with the specialist',
  'session-over': 'Said whether the session with the specialist took place',
  'session-cancelled': 'Cancelled a session with the specialist',
  'conflict-declared': 'Declared a conflict of interest and gave the case back',
}

const OUTCOMES: Readonly<Record<AuditRow['outcome'], string>> = {
  allowed: 'Allowed',
  refused: 'Refused',
  hidden: 'Refused',
  forbidden: 'Refused',
}

/** Actions that open one record; without a subject they went over a list. */
const IN_LISTS: Readonly<Record<string, string>> = {
  'referral.read': 'Saw the referral in a list',
  'poolCase.readStatus': 'Saw the escalation in a list',
}

/** What was done to a record, in words. An action without words of its own is shown by its name, so nothing is passed over. */
export function accessWords({
  action,
  resource,
  reasons,
  subject,
  outcome,
}: Pick<AuditRow, 'action' | 'resource' | 'reasons' | 'subject' | 'outcome'>): string {
  const news = action === 'poolCase.readStatus' ? reasons.map((word) => NEWS[word]).find((words) => words) : undefined
  const inList = subject === null && outcome === 'allowed' ? IN_LISTS[action] : undefined
  return news ?? inList ?? WORDS[`${action} ${resource}`] ?? WORDS[action] ?? `Used the record (${action})`
}

export function outcomeWords({ outcome }: Pick<AuditRow, 'outcome'>): string {
  return OUTCOMES[outcome]
}

/** In which role somebody acted, in words; a stranger to this service who reads an escalation is the pool's specialist. */
export function actorRoleWords({ actorKind, roles, action }: Pick<AuditRow, 'actorKind' | 'roles' | 'action'>): string {
  if (actorKind === 'member') return 'The regional pool'
  if (actorKind === 'system') return 'The service itself'
  if (roles.length > 0) return roles.map((role) => roleTitle(role as Role) ?? role).join(', ')
  return action.startsWith('poolCase.') ? 'Specialist of the regional pool' : 'No role at this service'
}
