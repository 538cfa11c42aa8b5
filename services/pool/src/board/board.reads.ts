import type { EscalationId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { CONFLICT_WORDS, type EscalationState, type RoutingReason } from '@oh/routing'
import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  eq,
  exists,
  getTableColumns,
  inArray,
  lt,
  max,
  not,
  type SQL,
  sql,
} from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import type { CandidateRow } from '../offers/offer.store.ts'
import { candidate, offer } from '../offers/offer.table.ts'
import type { BoardFilter, BoardStanding } from './board-filter.ts'

const { id, pseudonym, skills, urgency, dueOn, acceptBy, state, round, receivedAt, acceptedBy, heldAt } = escalation

/** Why somebody is excluded from an escalation, and not merely unable to take it now. */
const EXCLUDING: RoutingReason[] = [...CONFLICT_WORDS, 'conflict-declared-before']

/** That a specialist is excluded: by what any look at the candidates found, or by a conflict declared since. */
function isExcludedFrom(tx: ScopedTx, who: SpecialistId): SQL {
  const found = tx.sql
    .select({ one: sql`1` })
    .from(candidate)
    .where(and(eq(candidate.escalationId, id), eq(candidate.specialistId, who), arrayOverlaps(candidate.reasons, EXCLUDING)))
  const declared = tx.sql
    .select({ one: sql`1` })
    .from(offer)
    .where(and(eq(offer.escalationId, id), eq(offer.specialistId, who), eq(offer.state, 'conflict-declared')))
  return sql`(${exists(found)} or ${exists(declared)})`
}

/** Which of these escalations a specialist is excluded from. */
export async function excludedAmong(
  tx: ScopedTx,
  who: SpecialistId | undefined,
  ids: readonly EscalationId[],
): Promise<ReadonlySet<EscalationId>> {
  if (!who || ids.length === 0) return new Set()
  const rows = await tx.sql
    .select({ id })
    .from(escalation)
    .where(and(inArray(id, [...ids]), isExcludedFrom(tx, who)))
  return new Set(rows.map((row) => row.id))
}

const STATES_OF: Readonly<Record<BoardStanding, EscalationState[]>> = {
  waiting: ['received', 'nobody-eligible'],
  offered: ['offered'],
  taken: ['accepted', 'opened', 'countersigning'],
}

/**
 * What is not over yet, by due date; nothing that tells of the worker beyond a pseudonym. Without what the reader, being a
 * specialist too, is excluded from: neither the row nor its count nor its absence shows.
 */
export async function boardPage(
  tx: ScopedTx,
  page: { readonly first: number; readonly after?: readonly string[] },
  filter: BoardFilter,
  reader: SpecialistId | undefined,
) {
  const [afterDue = '', afterId = ''] = page.after ?? []
  return tx.sql
    .select({ id, pseudonym, skills, urgency, dueOn, acceptBy, state, round, receivedAt, acceptedBy, heldAt })
    .from(escalation)
    .where(
      and(
        inArray(state, filter.standing ? STATES_OF[filter.standing] : Object.values(STATES_OF).flat()),
        filter.skill && arrayContains(skills, [filter.skill]),
        filter.dueBefore && lt(dueOn, filter.dueBefore),
        reader && not(isExcludedFrom(tx, reader)),
        page.after && sql`(${dueOn}, ${id}) > (${afterDue}::date, ${afterId}::uuid)`,
      ),
    )
    .orderBy(asc(dueOn), asc(id))
    .limit(page.first + 1)
}
export type BoardEscalation = Awaited<ReturnType<typeof boardPage>>[number]

/** Whom each of these escalations is on offer to now. */
export async function openOffersOn(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlyMap<EscalationId, SpecialistId>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql
    .select({ id: offer.escalationId, specialistId: offer.specialistId })
    .from(offer)
    .where(and(inArray(offer.escalationId, [...ids]), eq(offer.state, 'open')))
  return new Map(rows.map((row) => [row.id, row.specialistId]))
}

export type StandDownRow = Pick<typeof offer.$inferSelect, 'specialistId' | 'stoodDownFor' | 'endedAt'>

/** From whom each of these escalations was taken back last, and why. */
export async function stoodDownOn(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlyMap<EscalationId, StandDownRow>> {
  if (ids.length === 0) return new Map()
  const { escalationId, specialistId, stoodDownFor, endedAt } = offer
  const rows = await tx.sql
    .select({ escalationId, specialistId, stoodDownFor, endedAt })
    .from(offer)
    .where(and(inArray(escalationId, [...ids]), eq(offer.state, 'stood-down')))
    // the latest is put in the map last
    .orderBy(asc(offer.round))
  return new Map(rows.map((row) => [row.escalationId, row]))
}

/** The latest picture of candidates of each round of these escalations, latest first: a round has one for each change. */
export async function candidatesOn(tx: ScopedTx, ids: readonly EscalationId[]): Promise<CandidateRow[]> {
  if (ids.length === 0) return []
  const { escalationId, round: inRound, picture } = candidate
  const latest = tx.sql
    .select({ escalationId, last: max(picture).as('last') })
    .from(candidate)
    .where(inArray(escalationId, [...ids]))
    .groupBy(escalationId, inRound)
    .as('latest')
  return tx.sql
    .select(getTableColumns(candidate))
    .from(candidate)
    .innerJoin(latest, and(eq(latest.escalationId, escalationId), eq(latest.last, picture)))
    .orderBy(sql`${candidate.picture} desc`, asc(candidate.specialistId))
}
