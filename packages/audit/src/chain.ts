import { createHash } from 'node:crypto'
import type { auditEntry } from './audit.table.ts'

export type AuditEntry = typeof auditEntry.$inferSelect

/** The hash before the first entry. */
export const CHAIN_START = new Uint8Array(32)

/** SHA-256 over the number, the hash before and the entry's canonical body: fixed fields in a fixed order, as JSON. */
export function chainHash(number: number, previous: Uint8Array, entry: AuditEntry): Uint8Array {
  const body = JSON.stringify([
    number,
    entry.id,
    entry.at,
    entry.actorKind,
    entry.actor,
    entry.roles,
    entry.action,
    entry.resource,
    entry.resourceIds,
    entry.subject,
    entry.outcome,
    entry.reasons,
    entry.onBehalfOf,
  ])
  return new Uint8Array(createHash('sha256').update(previous).update(body).digest())
}

export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(Buffer.from(other))
