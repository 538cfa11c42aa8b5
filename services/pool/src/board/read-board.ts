import type { Page } from '@oh/graph'
import type { EscalationId, SpecialistId } from '@oh/kernel'
import { londonDateOf } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Candidate, type RoutingReason, type Skill, sentenceOf } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { escalationsParked } from '../escalations/told-spoke.reads.ts'
import type { CandidateRow } from '../offers/offer.store.ts'
import { specialistNames } from '../specialists/specialist.store.ts'
import { type BoardEscalation, boardPage, candidatesOn, openOffersOn } from './board.reads.ts'

export interface NamedSpecialist {
  readonly id: SpecialistId
  readonly fullName: string
}

/** Why one specialist was placed, passed over or ruled out. */
export interface BoardCandidate {
  readonly specialist: NamedSpecialist
  readonly round: number
  readonly standing: Candidate['outcome']
  readonly reasons: readonly { readonly word: RoutingReason; readonly sentence: string }[]
}

export interface BoardRow {
  readonly escalation: BoardEscalation
  /** Whom it is on offer to, or who has accepted it. */
  readonly offeredTo: NamedSpecialist | undefined
  /** All pictures, latest first. */
  readonly pictures: readonly (readonly BoardCandidate[])[]
  readonly late: boolean
  readonly acceptLate: boolean
  readonly parked: boolean
  readonly onHold: boolean
}

/** The coordinator's board: what is not over, by due date, and why not this specialist. No content, no identity, no trust. */
export function readBoard(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  ask: { readonly page: Page; readonly skill: Skill | undefined },
): Promise<{ readonly kind: 'listed'; readonly rows: BoardRow[] } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolBoard.read', resource: 'escalation', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const found = await boardPage(tx, ask.page, ask.skill)
    const ids = found.map(({ id }) => id)
    const [names, offeredTo, candidates] = [await specialistNames(tx), await openOffersOn(tx, ids), await candidatesOn(tx, ids)]
    const parked = await escalationsParked(tx, ids)
    await allowedFor(tx, { ...access, ids: ids.slice(0, ask.page.first) })
    const named = (id: SpecialistId): NamedSpecialist => ({ id, fullName: names.get(id) ?? 'Unknown' })
    const rows = found.map((escalation): BoardRow => {
      const { id, acceptedBy, state, dueOn, acceptBy, heldAt } = escalation
      const holder = acceptedBy ?? offeredTo.get(id)
      return {
        escalation,
        offeredTo: holder && named(holder),
        pictures: picturesOf(id, escalation, candidates, named),
        late: dueOn < tx.today,
        acceptLate: acceptBy < tx.today && state !== 'accepted' && state !== 'opened',
        parked: parked.has(id),
        onHold: heldAt !== null,
      }
    })
    return { kind: 'listed', rows }
  })
}

/** The latest picture of the asked round, or the latest of all. */
export function candidatesIn({ pictures }: BoardRow, round: number | null | undefined): readonly BoardCandidate[] {
  return pictures.find(([first]) => round == null || first?.round === round) ?? []
}

function picturesOf(
  id: EscalationId,
  { skills }: BoardEscalation,
  candidates: readonly CandidateRow[],
  named: (id: SpecialistId) => NamedSpecialist,
): BoardCandidate[][] {
  const mine = candidates.filter(({ escalationId }) => escalationId === id)
  const numbers = [...new Set(mine.map(({ picture }) => picture))]
  const candidateOf = ({ specialistId, round, standing, reasons, at }: CandidateRow): BoardCandidate => ({
    specialist: named(specialistId),
    round,
    standing,
    reasons: reasons.map((word) => ({ word, sentence: sentenceOf(word, { on: londonDateOf(at), skills }) })),
  })
  return numbers.map((number) => mine.filter(({ picture }) => picture === number).map(candidateOf))
}
