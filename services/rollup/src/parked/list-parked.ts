import { audit } from '@oh/audit'
import type { MomentPage } from '@oh/graph'
import type { MessageId, SeriesId } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { asActor } from '@oh/postgres'
import { type ParkedMessage, parkedMessages, type RelayStatus, relayStatus } from '@oh/relay'
import { type Access, type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { employersOfSeries } from '../submissions/submission.store.ts'

/** A message and whose figures it is about, as far as the rollup has ever taken any of that series in. */
export interface ParkedHere extends ParkedMessage {
  readonly employerName: string | undefined
}

export interface ParkedList {
  readonly kind: 'listed'
  readonly status: RelayStatus
  /** One more than asked for when there are more. */
  readonly rows: readonly ParkedHere[]
}

/** Messages that a service will not take, longest parked first: ids, ages and reasons, never a body. For the statistician. */
export function listParked(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  { first, after }: MomentPage,
): Promise<Denied | ParkedList> {
  return asActor(db, caller, async (tx) => {
    const access: Access = { action: 'relayQueue.read', resource: 'message', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const cursor = after && { parkedAt: after.at, id: after.id as MessageId }
    const rows = await parkedMessages(tx, { first: first + 1, after: cursor })
    await audit(tx, { ...access, ids: rows.slice(0, first).map(({ id }) => id), outcome: 'allowed' })
    const series = rows.map(({ subject }) => subject as SeriesId)
    const employers = await employersOfSeries(tx, series)
    const named = rows.map((row, at) => ({ ...row, employerName: nameOf(employers, series[at]) }))
    return { kind: 'listed', status: await relayStatus(tx), rows: named }
  })
}

function nameOf(employers: Awaited<ReturnType<typeof employersOfSeries>>, series: SeriesId | undefined): string | undefined {
  const employer = series && employers.get(series)
  return employer && (findTrust(employer)?.name ?? employer)
}
