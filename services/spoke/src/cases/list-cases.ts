import { audit } from '@oh/audit'
import { badInput, cursorOf, type PageEnd, pageOf, readPage } from '@oh/graph'
import { asLondonDate, type CaseId, isUuid } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { withRecords } from '../workers/with-records.ts'
import { type WorklistShow, worklistRows } from './case.reads.ts'
import { type CaseRowView, viewCaseRows } from './view-cases.ts'

export interface CasePage {
  readonly kind: 'listed'
  readonly rows: readonly CaseRowView[]
  readonly pageInfo: PageEnd
}

/** One page of the OH team's worklist: open cases, what waits for the team on top, then what falls due first; none about the caller. */
export function listCases(
  spoke: Pick<Spoke, 'db' | 'id'>,
  actor: Actor,
  ask: { readonly show: WorklistShow; readonly first: number; readonly after?: string | null | undefined },
): Promise<Denied | CasePage> {
  const page = readPage(ask, 3)
  const after = page.after && openCursor(page.after)
  return withRecords(spoke, actor, async (tx) => {
    const asked = { action: 'case.list', resource: 'case' } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    const found = await worklistRows(tx, { show: ask.show, person: callerOf(tx), first: page.first, after })
    const { rows, pageInfo } = pageOf(found, page.first, (row) => cursorOf(String(row.rank), row.nextDueOn, row.id))
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    return { kind: 'listed', rows: await viewCaseRows(tx, spoke, rows), pageInfo }
  })
}

function openCursor([rank = '', due = '', id = '']: readonly string[]) {
  const nextDueOn = asLondonDate(due)
  if (!/^[01]$/.test(rank) || !nextDueOn || !isUuid(id))
    throw badInput('This page link is not valid. Start again from the first page.')
  return { rank: Number(rank), nextDueOn, id: id as CaseId }
}
