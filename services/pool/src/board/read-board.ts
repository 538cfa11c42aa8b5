import type { Page } from '@oh/graph'
import { addDays, type EscalationId, type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Candidate, endingSentenceOf, mayWorkOn, rightsEnding, type Skill, sentenceOf } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { isUnderWay } from '../escalations/is-still-with.ts'
import { escalationsParked } from '../escalations/told-spoke.reads.ts'
import type { CandidateRow } from '../offers/offer.store.ts'
import { allSpecialists, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { type BoardEscalation, boardPage, candidatesOn, openOffersOn, type StandDownRow, stoodDownOn } from './board.reads.ts'
import type { BoardDue, BoardFilter, BoardStanding } from './board-filter.ts'
import { type NamedSpecialist, namesAmong, type TitledReason } from './named.ts'

/** From whom an escalation was taken back, because a right or the role had ended. */
export interface StoodDown {
  readonly specialist: NamedSpecialist
  readonly at: Instant
  readonly reasons: readonly TitledReason[]
}

/** A right of a specialist that ends within the month. */
export interface EndingRight {
  readonly specialist: NamedSpecialist
  readonly on: LondonDate
  readonly sentence: string
}

/** Why one specialist was placed, passed over or ruled out. */
export interface BoardCandidate {
  readonly specialist: NamedSpecialist
  readonly round: number
  readonly standing: Candidate['outcome']
  readonly reasons: readonly TitledReason[]
}

export interface BoardRow {
  readonly escalation: BoardEscalation
  /** Whom it is on offer to, or who has accepted it. */
  readonly offeredTo: NamedSpecialist | undefined
  /** Who had it last before it was taken back. */
  readonly stoodDown: StoodDown | undefined
  /** The latest picture of each round, latest first. */
  readonly pictures: readonly (readonly BoardCandidate[])[]
  readonly late: boolean
  readonly acceptLate: boolean
  readonly parked: boolean
  readonly onHold: boolean
}

export interface Board {
  readonly kind: 'listed'
  readonly rows: BoardRow[]
  /** Soonest first. */
  readonly rightsEnding: readonly EndingRight[]
}

/** Papers take weeks to renew: a month is what a coordinator needs. */
const WARN_DAYS = 31

export interface BoardAsk {
  readonly page: Page
  readonly skill?: Skill | undefined
  readonly standing?: BoardStanding | undefined
  readonly due?: BoardDue | undefined
}

const WEEK_DAYS = 7

function filterOf({ skill, standing, due }: BoardAsk, today: LondonDate): BoardFilter {
  const dueBefore = due && (due === 'late' ? today : addDays(today, WEEK_DAYS + 1))
  return { skill, standing, dueBefore }
}

/**
 * The coordinator's board: what is not over, by due date, and why not this specialist. No content, no identity, no trust. A
 * coordinator who is a specialist too sees nothing of what excludes him or her.
 */
export function readBoard(pool: Pick<Pool, 'db'>, caller: Caller, ask: BoardAsk): Promise<Board | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolBoard.read', resource: 'escalation', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const specialists = await allSpecialists(tx)
    const reader = specialists.find(({ person }) => person === caller.person)?.specialistId
    const found = await boardPage(tx, ask.page, filterOf(ask, tx.today), reader)
    const ids = found.map(({ id }) => id)
    const [offeredTo, candidates, stoodDown] = [
      await openOffersOn(tx, ids),
      await candidatesOn(tx, ids),
      await stoodDownOn(tx, ids),
    ]
    const parked = await escalationsParked(tx, ids)
    await allowedFor(tx, { ...access, ids: ids.slice(0, ask.page.first) })
    const named = namesAmong(specialists)
    const rows = found.map((escalation): BoardRow => {
      const { id, acceptedBy, state, dueOn, acceptBy, heldAt } = escalation
      const holder = acceptedBy ?? offeredTo.get(id)
      return {
        escalation,
        offeredTo: holder && named(holder),
        stoodDown: standDownOf(stoodDown.get(id), named),
        pictures: picturesOf(id, escalation, candidates, named),
        late: dueOn < tx.today,
        acceptLate: acceptBy < tx.today && !isUnderWay(state),
        parked: parked.has(id),
        onHold: heldAt !== null,
      }
    })
    return { kind: 'listed', rows, rightsEnding: endingRights(specialists, tx.today) }
  })
}

type Named = ReturnType<typeof namesAmong>

/** Of those who may work today: who may not is told with each escalation, as the reason why not. */
function endingRights(specialists: readonly PoolSpecialist[], today: LondonDate): EndingRight[] {
  const by = addDays(today, WARN_DAYS)
  return specialists
    .filter((one) => mayWorkOn(one, today).kind === 'allowed')
    .flatMap((one) =>
      rightsEnding(one, today, by).map((ending) => ({
        specialist: { id: one.specialistId, fullName: one.fullName },
        on: ending.on,
        sentence: endingSentenceOf(ending),
      })),
    )
    .toSorted((a, b) => a.on.localeCompare(b.on))
}

function standDownOf(row: StandDownRow | undefined, named: Named): StoodDown | undefined {
  if (!row?.endedAt) return undefined
  const { specialistId, endedAt: at, stoodDownFor } = row
  const reasons = (stoodDownFor ?? []).map((word) => ({ word, sentence: sentenceOf(word, { on: londonDateOf(at) }) }))
  return { specialist: named(specialistId), at, reasons }
}

/** The latest picture of the asked round, or the latest of all. */
export function candidatesIn({ pictures }: BoardRow, round: number | null | undefined): readonly BoardCandidate[] {
  return pictures.find(([first]) => round == null || first?.round === round) ?? []
}

function picturesOf(
  id: EscalationId,
  { skills }: BoardEscalation,
  candidates: readonly CandidateRow[],
  named: Named,
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
