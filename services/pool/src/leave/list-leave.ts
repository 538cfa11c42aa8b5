import type { EscalationId, Instant, SpecialistId } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { sentenceOf } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import { excludedAmong } from '../board/board.reads.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalations } from '../escalations/escalation.store.ts'
import { type ReplannedRow, replannedFor, startsOf } from '../sessions/session.store.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { type LeaveRow, leaveAhead } from './leave.store.ts'

/** What became of one case when leave was entered, without anything that says whose it is. */
export interface CaseReplanned {
  readonly pseudonym: string
  readonly outcome: ReplannedRow['outcome']
  readonly sentences: readonly string[]
  /** When the worker is seen now; none when nobody sees him yet. */
  readonly seenAt: Instant | undefined
}

export interface LeaveView {
  readonly id: string
  readonly specialist: { readonly id: SpecialistId; readonly fullName: string }
  readonly fromOn: LeaveRow['fromOn']
  readonly backOn: LeaveRow['toOn']
  readonly enteredAt: Instant
  readonly cases: readonly CaseReplanned[]
}

const MOST_CASES = 500

/** Leave that is not over, the earliest first, with what became of the cases when it was entered. For the coordinator. */
export function listLeave(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly LeaveView[] }> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'leave.enter', resource: 'leave', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const specialists = await allSpecialists(tx)
    const reader = specialists.find(({ person }) => person === caller.person)?.specialistId
    const leave = await leaveAhead(tx, page)
    const cases = await casesOf(tx, leave, reader)
    await allowedFor(tx, { ...access, ids: leave.slice(0, page.first).map(({ id }) => id) })
    const nameOf = new Map(specialists.map(({ specialistId, fullName }) => [specialistId, fullName]))
    const rows = leave.map(({ id, specialistId, fromOn, toOn, enteredAt }) => ({
      id,
      specialist: { id: specialistId, fullName: nameOf.get(specialistId) ?? 'Unknown' },
      fromOn,
      backOn: toOn,
      enteredAt,
      cases: cases.get(id) ?? [],
    }))
    return { kind: 'listed', rows }
  })
}

/** A coordinator who is a specialist too sees nothing of what excludes him or her. */
async function casesOf(
  tx: ScopedTx,
  leave: readonly LeaveRow[],
  reader: SpecialistId | undefined,
): Promise<ReadonlyMap<string, readonly CaseReplanned[]>> {
  const ids = leave.map(({ id }) => id)
  const rows = await replannedFor(tx, ids, MOST_CASES)
  const escalations = rows.map(({ escalationId }) => escalationId)
  const excluded = await excludedAmong(tx, reader, escalations)
  const found = await findEscalations(tx, escalations)
  const pseudonymOf = new Map<EscalationId, string>(found.map(({ id, pseudonym }) => [id, pseudonym]))
  const starts = await startsOf(
    tx,
    rows.flatMap(({ toSession }) => (toSession ? [toSession] : [])),
  )
  const viewOf = ({ escalationId, outcome, reasons, toSession }: ReplannedRow): CaseReplanned => ({
    pseudonym: pseudonymOf.get(escalationId) ?? 'Unknown',
    outcome,
    sentences: reasons.map((word) => sentenceOf(word)),
    seenAt: toSession ? starts.get(toSession) : undefined,
  })
  const shown = rows.filter(({ escalationId }) => !excluded.has(escalationId))
  return new Map(ids.map((id) => [id, shown.filter(({ leaveId }) => leaveId === id).map(viewOf)]))
}
