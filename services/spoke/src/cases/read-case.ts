import { audit } from '@oh/audit'
import { readCaseReference } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { volumeReasons } from '../workers/record-volume.reads.ts'
import { withRecords } from '../workers/with-records.ts'
import { findCase, findCaseByReference } from './case.reads.ts'
import type { CaseRow } from './case.store.ts'
import { requireCase } from './require-case.ts'
import { type CaseView, viewCase } from './view-cases.ts'

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>
type CaseRead = Denied | { readonly kind: 'read'; readonly case: CaseView }

/** Opens one case: what of it may be seen, and what may be done to it now. */
export function readCase(spoke: Parts, actor: Actor, id: string): Promise<CaseRead> {
  return read(spoke, actor, id, (tx) => findCase(tx, id))
}

/** Opens the case whose reference somebody read out; small slips of hearing and typing are forgiven. */
export function readCaseByReference(spoke: Parts, actor: Actor, typed: string): Promise<CaseRead> {
  const reference = readCaseReference(typed)
  return read(spoke, actor, typed, async (tx) => reference && findCaseByReference(tx, reference))
}

function read(spoke: Parts, actor: Actor, id: string, find: (tx: ScopedTx) => Promise<CaseRow | undefined>): Promise<CaseRead> {
  return withRecords(spoke, actor, async (tx) => {
    const found = await requireCase(tx, { action: 'case.read', id, find })
    if (isDenied(found)) return found
    const reasons = await volumeReasons(tx, [found.workerId])
    const subject = found.workerId
    await audit(tx, { action: 'case.read', resource: 'case', ids: [found.id], subject, outcome: 'allowed', reasons })
    return { kind: 'read', case: await viewCase(tx, spoke, found.id) }
  })
}
