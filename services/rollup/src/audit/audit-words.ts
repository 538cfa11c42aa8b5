import type { AuditRow } from '@oh/audit'
import { type Role, roleTitle } from '@oh/auth'

/** What was done, for people, by action. */
const WORDS: Readonly<Record<string, string>> = {
  'submission.send': 'Sent the figures of a month',
  'message.receive': 'Sent a message that was not taken in',
  'publication.prepare': 'Saw which services have sent a month',
  'preparation.make': 'Had a month prepared, made from the exact figures',
  'preparation.read': 'Read what is prepared to be published',
  'publication.publish': 'Published a month that was prepared',
  'publication.askWithdrawal': 'Asked for a publication to be withdrawn, or took that back',
  'publication.withdraw': 'Withdrew a publication for which another had asked',
  'aggregate.readNational': 'Read published figures',
  'aggregate.readTrust': 'Read published figures of single trusts',
  'relayQueue.read': 'Saw which messages are stuck',
  'deadLetter.retry': 'Sent a stuck message again',
  'audit.read': 'Read this audit',
}

/** What a refused attempt is called: nothing was read or done. */
const TRIED: Readonly<Record<string, string>> = {
  'submission.send': 'Sent figures that were not taken in',
  'publication.prepare': 'Asked which services have sent a month',
  'preparation.make': 'Tried to have a month prepared',
  'preparation.read': 'Asked for what is prepared to be published',
  'publication.publish': 'Tried to publish a month',
  'publication.askWithdrawal': 'Tried to ask for a publication to be withdrawn',
  'publication.withdraw': 'Tried to withdraw a publication',
  'aggregate.readNational': 'Asked for published figures',
  'aggregate.readTrust': 'Asked for published figures of single trusts',
  'relayQueue.read': 'Asked which messages are stuck',
  'deadLetter.retry': 'Tried to send a stuck message again',
  'audit.read': 'Asked for this audit',
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
  if (actorKind === 'member') return 'A service'
  if (actorKind === 'system') return 'The national figures themselves'
  return roles.length > 0 ? roles.map((role) => roleTitle(role as Role) ?? role).join(', ') : 'No role at the national figures'
}
