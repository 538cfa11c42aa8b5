import { audit } from '@oh/audit'
import { plainText } from '@oh/casework'
import { badInput, readPage } from '@oh/graph'
import type { Actor } from '@oh/postgres'
import { casesOfWorkers } from '../cases/case.reads.ts'
import { type CaseRowView, viewCaseRows } from '../cases/view-cases.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { volumeReasons } from './record-volume.reads.ts'
import { viewWorkers, type WorkerView } from './view-workers.ts'
import { withRecords } from './with-records.ts'
import { searchRows } from './worker.reads.ts'

/** A worker, with the cases where a search has found them. */
export type FoundWorker = WorkerView & { readonly cases?: readonly CaseRowView[] }

/** Finds workers by name or staff number, with their cases, for the OH team. The audit keeps who was found, so also how many. */
export function searchWorkers(
  spoke: Pick<Spoke, 'db' | 'id'>,
  actor: Actor,
  ask: { readonly search: string; readonly first: number },
): Promise<Denied | { kind: 'found'; workers: FoundWorker[] }> {
  const search = plainText(ask.search, { max: 100 })
  if (search.kind === 'refused' || search.text.length < 2) throw badInput('Write 2 to 100 characters of a name or staff number.')
  const { first } = readPage(ask, 0)
  return withRecords(spoke, actor, async (tx) => {
    const denied = await permitted(tx, { action: 'case.list', holds: ['service'], resource: 'worker' })
    if (denied) return denied
    const rows = await searchRows(tx, search.text, first)
    const ids = rows.map(({ id }) => id)
    const reasons = ['search', ...(await volumeReasons(tx, ids))]
    await audit(tx, { action: 'case.list', resource: 'worker', ids, outcome: 'allowed', reasons })
    const cases = await viewCaseRows(tx, spoke, await casesOfWorkers(tx, ids, callerOf(tx)))
    await audit(tx, {
      action: 'case.list',
      resource: 'case',
      ids: cases.map(({ id }) => id),
      outcome: 'allowed',
      reasons: ['search'],
    })
    const workers = await viewWorkers(tx, rows)
    return {
      kind: 'found',
      workers: workers.map((one) => ({ ...one, cases: cases.filter(({ workerId }) => workerId === one.id) })),
    }
  })
}
