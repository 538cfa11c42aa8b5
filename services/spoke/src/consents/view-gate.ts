import {
  ESCALATION_SENTENCES,
  GATE_KINDS,
  gateStanding,
  ruleOnGate,
  WITHDRAWAL_CONSEQUENCES,
  WITHDRAWAL_OUTCOMES,
  WITHDRAWAL_OUTCOMES_FOR_TEAM,
} from '@oh/escalation'
import type { Reason } from '@oh/graph'
import type { CaseId, Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import { openGate } from './current-gate.ts'
import { gatesOf, withdrawalDecisions } from './gate.reads.ts'
import type { GateRow, WithdrawalDecisionRow } from './gate.store.ts'

export type GateStanding = ReturnType<typeof gateStanding>

const STANDING_TITLES: Readonly<Record<GateStanding, string>> = {
  live: 'In force',
  withdrawn: 'Withdrawn',
  'not-yet-valid': 'Not yet in force',
  expired: 'Run out',
}

/** A case's gate as people see it: how it stands, and whether it lets the case go to the pool. */
export interface GateView {
  readonly id: string
  readonly kind: GateRow['kind']
  readonly title: string
  readonly givenAt: Instant
  readonly recordedByName: string
  readonly textVersion: string
  readonly expiresAt: Instant | null
  readonly standing: GateStanding
  readonly standingTitle: string
  readonly opensThePool: boolean
  /** What keeps the case in the service; empty when it may go. */
  readonly closedBecause: readonly Reason[]
  readonly withdrawnAt: Instant | null
  /** What became of a withdrawal: to the worker as “you”, to the team about the worker. */
  readonly withdrawalSentence: string | null
  /** The latest withdrawal on the case, once another gate was recorded after it; null when there is none. */
  readonly earlierWithdrawal: WithdrawalView | null
  /** The withdrawal waits for the named physician: no gate is recorded and no consent asked for meanwhile. */
  readonly beingDecided: boolean
  /** What the worker is told before withdrawing; null when no consent on the case is left to withdraw. */
  readonly consequences: typeof WITHDRAWAL_CONSEQUENCES | null
}

/** A withdrawal and what became of it: to the worker as “you”, to the team about the worker. */
export interface WithdrawalView {
  readonly at: Instant
  readonly byName: string
  readonly sentence: string
}

/** The gates that count of these cases, by case: the newest, and what became of the latest withdrawal. Whoever asks may read the cases. */
export async function viewGates(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  cases: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, GateView>> {
  const rows = await gatesOf(tx, cases)
  const decisions = await withdrawalDecisions(
    tx,
    rows.filter(({ safetyHold }) => safetyHold).map(({ id }) => id),
  )
  const views = cases.map(async (caseId) => {
    const gates = rows.filter((row) => row.caseId === caseId)
    const [newest] = gates
    return newest ? [[caseId, await viewGate(tx, spoke, { newest, gates, decisions })] as const] : []
  })
  return new Map((await Promise.all(views)).flat())
}

interface CaseGates {
  readonly newest: GateRow
  /** All of the case, the newest first. */
  readonly gates: readonly GateRow[]
  readonly decisions: ReadonlyMap<string, WithdrawalDecisionRow>
}

async function viewGate(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  { newest: row, gates, decisions }: CaseGates,
): Promise<GateView> {
  const gate = await openGate(tx, spoke, row)
  const ruling = ruleOnGate(gate, tx.now)
  const standing = gateStanding(gate, tx.now)
  const words = ruling.kind === 'refused' ? ruling.reasons : []
  const earlier = row.withdrawnAt === null ? gates.find(({ withdrawnAt }) => withdrawnAt !== null) : undefined
  const isLeft = gates.some(({ kind, withdrawnAt }) => kind === 'explicit-consent' && withdrawnAt === null)
  return {
    id: row.id,
    kind: row.kind,
    title: GATE_KINDS.find(({ id }) => id === row.kind)?.title ?? row.kind,
    givenAt: row.givenAt,
    recordedByName: row.recordedByName,
    textVersion: row.textVersion,
    expiresAt: row.expiresAt,
    standing,
    standingTitle: STANDING_TITLES[standing],
    opensThePool: ruling.kind === 'allowed',
    closedBecause: words.map((word) => ({ word, sentence: ESCALATION_SENTENCES[word] })),
    withdrawnAt: row.withdrawnAt,
    withdrawalSentence: viewWithdrawal(tx, row, decisions)?.sentence ?? null,
    earlierWithdrawal: (earlier && viewWithdrawal(tx, earlier, decisions)) ?? null,
    beingDecided: gates.some(({ id, safetyHold }) => safetyHold && !decisions.has(id)),
    consequences: isLeft ? WITHDRAWAL_CONSEQUENCES : null,
  }
}

function viewWithdrawal(tx: ScopedTx, row: GateRow, decisions: CaseGates['decisions']): WithdrawalView | undefined {
  if (row.withdrawnAt === null) return undefined
  const sentences = row.workerPerson === callerOf(tx) ? WITHDRAWAL_OUTCOMES : WITHDRAWAL_OUTCOMES_FOR_TEAM
  const outcome = row.safetyHold ? (decisions.get(row.id)?.outcome ?? 'awaiting-decision') : 'final'
  return { at: row.withdrawnAt, byName: row.withdrawnByName ?? '', sentence: sentences[outcome] }
}
