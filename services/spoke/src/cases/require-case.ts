import { type Action, type Holding, type Limit, limitsOn } from '@oh/auth'
import { isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import type { CaseRow } from './case.store.ts'

/**
 * How the acting person stands to a case: its worker; else a colleague in its service, who may have referred, never by a
 * self-referral. Nobody is a colleague on the own record: a nurse sees hers as the worker she is.
 */
export function holdsOnCase(tx: ScopedTx, row: Pick<CaseRow, 'workerPerson' | 'referrer'>): Holding[] {
  if (tx.actor.kind !== 'person') return []
  const { person } = tx.actor
  return [row.workerPerson === person ? 'own' : 'service', ...(row.referrer === person ? (['referrer'] as const) : [])]
}

export interface CaseAsk {
  readonly action: Action
  /** Finds the case: `findCase` to read, `lockCase` to change. */
  readonly find: (tx: ScopedTx) => Promise<CaseRow | undefined>
  /** What was asked for, for the audit of a denial. */
  readonly id: string
  /** What of the case was to be touched, for the audit of a denial; default `case`. */
  readonly resource?: string
  /** Limits of the matrix that leave nothing of this to the caller: a referrer books no appointment. */
  readonly shutBy?: readonly Limit[]
  /** Nobody does this on the record about himself, though the matrix lets him do more of the kind: no own attendance. */
  readonly notOnOwn?: boolean
}

/**
 * The case, when the caller may do this to it. Otherwise the denial, whose audit row is written; a case that is not
 * there is denied exactly as one out of sight. The row of an access that is allowed is the use case's to write, for it
 * alone knows what came of it.
 */
export async function requireCase(tx: ScopedTx, ask: CaseAsk): Promise<CaseRow | Denied> {
  const found = await ask.find(tx)
  const holds = found ? holdsOnCase(tx, found) : []
  const asked = {
    action: ask.action,
    resource: ask.resource ?? 'case',
    ids: found ? [found.id] : isUuid(ask.id) ? [ask.id] : [],
    subject: found?.workerId,
  }
  const denied = await permitted(tx, { ...asked, holds })
  if (denied || !found) return denied ?? deny(tx, 'hidden', asked)
  if (ask.notOnOwn && holds.includes('own')) return deny(tx, 'hidden', asked)
  const limits = limitsOn({ action: ask.action, roles: tx.roles, holds })
  return limits.some((limit) => ask.shutBy?.includes(limit)) ? deny(tx, 'forbidden', asked) : found
}
