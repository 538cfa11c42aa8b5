import { randomUUID } from 'node:crypto'
import type { ScopedTx } from '@oh/postgres'
import { auditEntry, auditTouch } from './audit.table.ts'

/** One access to a record, as the audit keeps it. No clinical text, no names: ids and stable words only. */
export interface Access {
  /** The action of the authorisation matrix, such as `case.read`. */
  readonly action: string
  /** What kind of thing was touched, such as `case`; with the ids of all that were (one row per list page). */
  readonly resource: string
  readonly ids: readonly string[]
  /** Whose record: the worker's id at a spoke, the escalation's at a pool. */
  readonly subject?: string | undefined
  readonly outcome: 'allowed' | 'refused' | 'hidden' | 'forbidden'
  readonly reasons?: readonly string[]
  readonly onBehalfOf?: string | undefined
}

/**
 * Writes the access's row in the access's own transaction: where it cannot be written, the access fails with it. A
 * refused use case commits this row and changes nothing else.
 */
export async function audit(tx: ScopedTx, access: Access): Promise<void> {
  const { actor } = tx
  const id = randomUUID()
  await tx.sql.insert(auditEntry).values({
    id,
    at: tx.now,
    actorKind: actor.kind,
    actor: actor.kind === 'person' ? actor.person : actor.kind === 'member' ? actor.member : actor.part,
    roles: [...tx.roles].sort(),
    action: access.action,
    resource: access.resource,
    resourceIds: [...access.ids],
    subject: access.subject ?? null,
    outcome: access.outcome,
    reasons: [...(access.reasons ?? [])],
    onBehalfOf: access.onBehalfOf ?? null,
  })
  const records = new Set([...access.ids, ...(access.subject === undefined ? [] : [access.subject])])
  if (records.size > 0)
    await tx.sql.insert(auditTouch).values([...records].map((record) => ({ record, at: tx.now, entryId: id })))
}
