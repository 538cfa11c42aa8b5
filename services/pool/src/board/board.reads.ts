import type { EscalationId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Skill } from '@oh/routing'
import { and, arrayContains, asc, eq, inArray, sql } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'
import type { CandidateRow } from '../offers/offer.store.ts'
import { candidate, offer } from '../offers/offer.table.ts'

const { id, spokeId, pseudonym, skills, urgency, dueOn, acceptBy, state, round, receivedAt, acceptedBy, heldAt } = escalation

/** What is not over yet, by due date; nothing that tells of the worker beyond a pseudonym. */
export async function boardPage(
  tx: ScopedTx,
  page: { readonly first: number; readonly after?: readonly string[] },
  skill: Skill | undefined,
) {
  const [afterDue = '', afterId = ''] = page.after ?? []
  return tx.sql
    .select({ id, spokeId, pseudonym, skills, urgency, dueOn, acceptBy, state, round, receivedAt, acceptedBy, heldAt })
    .from(escalation)
    .where(
      and(
        inArray(state, ['received', 'nobody-eligible', 'offered', 'accepted', 'opened']),
        skill && arrayContains(skills, [skill]),
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

/** Every picture of candidates of these escalations, latest first. */
export async function candidatesOn(tx: ScopedTx, ids: readonly EscalationId[]): Promise<CandidateRow[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select()
    .from(candidate)
    .where(inArray(candidate.escalationId, [...ids]))
    .orderBy(sql`${candidate.picture} desc`, asc(candidate.specialistId))
}
