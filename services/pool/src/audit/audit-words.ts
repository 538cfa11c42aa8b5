import type { AuditRow } from '@oh/audit'
import { type Role, roleTitle } from '@oh/auth'

/** What was done, for people, by action. */
const WORDS: Readonly<Record<string, string>> = {
  'escalation.receive': 'Sent the escalation to the pool',
  'consent.withdraw': 'Told that the worker withdrew consent',
  'message.receive': 'Sent a message that was not taken in',
  'escalation.route': 'Looked for a specialist',
  'escalation.reroute': 'Had the pool look for a specialist again',
  'escalation.standDown': 'Took the escalation back from a specialist who may not work any more, or is away',
  'escalation.book': 'Put the worker in a clinic session',
  'escalation.cancelBooking': 'Took the worker out of the clinic session',
  'escalation.rebook': 'Moved the worker to another clinic session, because the first one fell away',
  'poolQueue.list': 'Saw it on offer',
  'poolCase.claim': 'Accepted it by name',
  'poolCase.decline': 'Declined it',
  'poolCase.declareConflict': 'Said whether there is a conflict of interest',
  'poolCase.readStatus': 'Saw how it stands',
  'poolCase.readContent': 'Read the clinical content',
  'opinion.give': 'Gave an opinion',
  'opinion.countersign': 'Countersigned the opinion of a trainee, or sent it back',
  'opinion.readOwn': 'Read the own opinion',
  'appointment.manage': 'Said whether the worker was seen in a session',
  'appointment.read': 'Saw the clinic sessions',
  'poolBoard.read': 'Saw it on the coordinator’s board',
  'jobPlan.read': 'Saw job plans, sessions and leave',
  'jobPlan.set': 'Changed a job plan or a weekly session',
  'leave.enter': 'Entered or cancelled leave',
  'session.cancel': 'Cancelled a clinic session',
  'booking.cancel': 'Cancelled the booking of one worker',
  'agreement.read': 'Saw the agreements with neighbours',
  'agreement.manage': 'Proposed, accepted or ended an agreement with a neighbour',
  'agreement.receive': 'Told something about an agreement or a lent session',
  'session.lend': 'Lent a session or gave one back',
  'session.settle': 'Settled a lent session',
  'poolUse.read': 'Saw how the pool’s time is used',
  'poolUse.readPeople': 'Saw how the escalations of each service fared',
  'relayQueue.read': 'Saw which messages are stuck',
  'deadLetter.retry': 'Sent a stuck message again',
  'routingPolicy.read': 'Read the routing policy',
  'routingPolicy.preview': 'Previewed a routing policy',
  'routingPolicy.switchOn': 'Switched a routing policy on',
  'study.ask': 'Asked what would be different',
  'study.read': 'Read what would be different',
  'audit.read': 'Read this audit',
}

/** What a refused attempt is called: nothing was read or done. */
const TRIED: Readonly<Record<string, string>> = {
  'poolCase.readContent': 'Asked for the clinical content',
  'poolCase.claim': 'Tried to accept it',
  'opinion.give': 'Tried to give an opinion',
  'opinion.countersign': 'Tried to countersign an opinion',
}

/** What was done, in words. An action without words of its own is shown by its name, so nothing is passed over. */
export function auditWords({ action, outcome }: Pick<AuditRow, 'action' | 'outcome'>): string {
  const tried = outcome === 'allowed' ? undefined : TRIED[action]
  return tried ?? WORDS[action] ?? `Used the record (${action})`
}

export function outcomeWords({ outcome }: Pick<AuditRow, 'outcome'>): string {
  return outcome === 'allowed' ? 'Allowed' : 'Refused'
}

/** In which role somebody acted, in words. */
export function actorRoleWords({ actorKind, roles }: Pick<AuditRow, 'actorKind' | 'roles'>): string {
  if (actorKind === 'member') return 'A home service'
  if (actorKind === 'system') return 'The pool itself'
  return roles.length > 0 ? roles.map((role) => roleTitle(role as Role) ?? role).join(', ') : 'No role at this pool'
}
