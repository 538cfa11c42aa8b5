import { auditEntry } from '@oh/audit'
import { addMilliseconds } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { sql } from 'drizzle-orm'

const WINDOW_MS = 10 * 60_000
const MOST_RECORDS = 50

/**
 * `many-records` when the person has, with these workers, reached more than 50 different records in 10 minutes: opened
 * one by one or found by a search. Pages of the worklist do not count. The word goes into the audit, where it is watched for.
 */
export async function volumeReasons(tx: ScopedTx, workers: readonly string[]): Promise<string[]> {
  const { actor } = tx
  if (actor.kind !== 'person') return []
  const since = addMilliseconds(tx.now, -WINDOW_MS)
  // nobody reads the audit but the sealer and the privacy officer; the count alone comes back
  const [row] = await actingAs(tx, 'sealer', () =>
    tx.sql.execute<{ records: number }>(sql`
      select count(distinct record)::int as records from (
        select subject as record from ${auditEntry}
         where actor = ${actor.person} and at > ${since} and outcome = 'allowed' and subject is not null
        union all
        select unnest(resource_ids) from ${auditEntry}
         where actor = ${actor.person} and at > ${since} and outcome = 'allowed' and resource = 'worker'
        union all
        select unnest(string_to_array(${workers.join(',')}, ','))
      ) reached`),
  )
  return (row?.records ?? 0) > MOST_RECORDS ? ['many-records'] : []
}
