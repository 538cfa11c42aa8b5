import { decide } from '@oh/auth'
import { CATEGORIES, type EscalationContent, findReason, SEE_WORKER, URGENCIES } from '@oh/escalation'
import {
  type CaseId,
  type CaseReference,
  type EscalationId,
  type Instant,
  type LondonDate,
  londonDateOf,
  type PoolId,
  type SpokeId,
  workingDaysBetween,
} from '@oh/kernel'
import type { OpinionGivenV2 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { type RecordTexts, textsOf } from '../workers/record-key.ts'
import { workersById } from '../workers/worker.reads.ts'
import type { WorkerRow } from '../workers/worker.store.ts'
import { escalationsById, exclusionsOf, opinionsOf, reasonsOf, referencesOf } from './escalation.reads.ts'
import type { EscalationRow, ExclusionRow, OpinionRow, ReasonRow } from './escalation.store.ts'
import { opinionVerified } from './opinion-signature.ts'
import { FITNESS_TITLES } from './opinion-words.ts'
import { becausePlace, escalationPlace } from './record-escalation.ts'
import { SENT_STATE_TITLES, type SentEscalationState } from './sent-escalation.ts'
import { type SessionRow, sessionsOf } from './session.store.ts'
import { type SessionView, viewSession } from './view-sessions.ts'

export interface SentReason {
  readonly rule: string
  readonly title: string
  readonly source: string
  readonly standing: ReasonRow['standing']
  readonly standingTitle: string
  /** Null where the nurse had nothing to explain, and for who reads the status only. */
  readonly because: string | null
}

export interface OpinionView extends Omit<OpinionGivenV2, 'signature' | 'reviewOn'> {
  readonly fitnessTitle: string
  readonly reviewOn: LondonDate | null
  readonly receivedAt: Instant
  /** Null when the directory, which has the pool's keys, cannot be asked. */
  readonly verified: boolean | null
  readonly actedAt: Instant | null
  readonly actedByName: string | null
  readonly acted: string | null
}

/** A sent escalation as a list shows it: whose it is and how it stands, nothing of what was sent. */
export interface SentRowView {
  readonly spokeId: SpokeId
  readonly poolId: PoolId
  readonly id: EscalationId
  readonly caseId: CaseId
  readonly caseReference: CaseReference
  readonly workerName: string | null
  readonly pseudonym: string
  readonly state: SentEscalationState
  readonly stateTitle: string
  readonly urgency: string
  readonly urgencyTitle: string
  readonly seeWorkerTitle: string
  readonly safetyFlag: boolean
  readonly round: number
  readonly sentAt: Instant
  readonly sentByName: string
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  /** Working days from sending to the answer or the withdrawal, else to today. */
  readonly waitingDays: number
  /** Past the day by which it is to be accepted or answered; never once it is over. */
  readonly isLate: boolean
  readonly acceptedName: string | null
  readonly acceptedAt: Instant | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
}

/** A sent escalation that was opened. Clinical words are null for who may read the status only. */
export interface SentView extends SentRowView {
  readonly category: string
  readonly categoryTitle: string
  readonly reasons: readonly SentReason[]
  /** Who must never be asked. */
  readonly exclusions: readonly Pick<ExclusionRow, 'specialistId' | 'why'>[]
  readonly content: EscalationContent['content'] | null
  readonly opinion: OpinionView | null
  /** When the specialist sees the worker, the latest first. */
  readonly sessions: readonly SessionView[]
}

type Parts = Pick<Spoke, 'id' | 'keyring' | 'memberKey'>

export const opinionPlace = (row: string, column: 'words' | 'acted') => ({ table: 'opinion', row, column, version: 1 })

/** One escalation as the caller may see it. Throws when it is out of sight: a use case has ruled before. */
export async function viewEscalation(tx: ScopedTx, spoke: Parts, id: EscalationId): Promise<SentView> {
  const [view] = await viewEscalations(tx, spoke, await escalationsById(tx, [id]))
  if (!view) throw new Error('This escalation is not within reach.')
  return view
}

/** Escalations as the caller may see them, in the order of the rows; nobody reads clinical words about himself this way. */
export async function viewEscalations(tx: ScopedTx, spoke: Parts, rows: readonly EscalationRow[]): Promise<SentView[]> {
  const outlines = await viewSentRows(tx, spoke, rows)
  const opened = rows.filter((row) => mayReadWords(tx, row))
  const texts = await textsOf(
    tx,
    spoke,
    opened.map(({ workerId }) => workerId),
  )
  const ids = rows.map(({ id }) => id)
  const reasons = await reasonsOf(tx, ids)
  const exclusions = await exclusionsOf(tx, ids)
  const opinions = await opinionsOf(
    tx,
    opened.map(({ id }) => id),
  )
  const sessions = await sessionsOf(tx, ids)
  const views = outlines.map((outline, at) => {
    const row = rows[at] as EscalationRow
    return viewOf(spoke, row, outline, {
      texts: opened.includes(row) ? texts.get(row.workerId) : undefined,
      reasons: reasons.filter(({ escalationId }) => escalationId === row.id),
      exclusions: exclusions.filter(({ escalationId }) => escalationId === row.id),
      opinion: opinions.find(({ escalationId }) => escalationId === row.id),
      sessions: sessions.filter(({ escalationId }) => escalationId === row.id),
    })
  })
  return Promise.all(views)
}

export function mayReadWords(tx: ScopedTx, { workerPerson }: Pick<EscalationRow, 'workerPerson'>): boolean {
  const isOwn = tx.actor.kind === 'person' && tx.actor.person === workerPerson
  const holds = isOwn ? (['service', 'own'] as const) : (['service'] as const)
  return decide({ action: 'clinicalNote.read', roles: tx.roles, holds }) === 'allowed'
}

interface Beside {
  readonly texts: RecordTexts | undefined
  readonly reasons: readonly ReasonRow[]
  readonly exclusions: readonly ExclusionRow[]
  readonly opinion: OpinionRow | undefined
  readonly sessions: readonly SessionRow[]
}

async function viewOf(spoke: Parts, row: EscalationRow, outline: SentRowView, beside: Beside): Promise<SentView> {
  const { texts, reasons, exclusions, opinion } = beside
  const sent = texts && (JSON.parse(texts.open(escalationPlace(row.id, 'content'), row.content)) as EscalationContent)
  return {
    ...outline,
    category: row.category,
    categoryTitle: titleOf(CATEGORIES, row.category),
    reasons: reasons.map((reason) => viewReason(reason, texts)),
    exclusions,
    content: sent?.content ?? null,
    opinion: texts && opinion ? await viewOpinion(spoke, row, opinion, texts) : null,
    sessions: beside.sessions.map(viewSession),
  }
}

/** Escalations for a list, in the order of the rows. Opens no text. */
export async function viewSentRows(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id'>,
  rows: readonly EscalationRow[],
): Promise<SentRowView[]> {
  const references = await referencesOf(
    tx,
    rows.map(({ caseId }) => caseId),
  )
  const workers = await workersById(tx, [...new Set(rows.map(({ workerId }) => workerId))])
  return rows.map((row) => {
    const reference = references.get(row.caseId)
    if (!reference) throw new Error('The case of this escalation is not within reach.')
    const worker = workers.find(({ id }) => id === row.workerId)
    return viewRow(spoke, row, { today: tx.today, reference, worker })
  })
}

interface RowBeside {
  readonly today: LondonDate
  readonly reference: CaseReference
  readonly worker: WorkerRow | undefined
}

function viewRow(spoke: Pick<Spoke, 'id'>, row: EscalationRow, beside: RowBeside): SentRowView {
  return {
    spokeId: spoke.id,
    poolId: row.poolId,
    id: row.id,
    caseId: row.caseId,
    caseReference: beside.reference,
    workerName: beside.worker?.fullName ?? null,
    pseudonym: row.pseudonym,
    state: row.state,
    stateTitle: SENT_STATE_TITLES[row.state],
    urgency: row.urgency,
    urgencyTitle: titleOf(URGENCIES, row.urgency),
    seeWorkerTitle: titleOf(SEE_WORKER, row.seeWorker),
    safetyFlag: row.safetyFlag,
    round: row.round,
    sentAt: row.sentAt,
    sentByName: row.sentByName,
    acceptBy: row.acceptBy,
    dueOn: row.dueOn,
    ...waiting(row, beside.today),
    ...acceptance(row),
    answeredAt: row.answeredAt,
    withdrawnAt: row.withdrawnAt,
  }
}

function waiting(row: EscalationRow, today: LondonDate): Pick<SentView, 'waitingDays' | 'isLate'> {
  const overAt = row.answeredAt ?? row.withdrawnAt
  const until = overAt ? londonDateOf(overAt) : today
  const isAccepted = acceptance(row).acceptedAt !== null
  return {
    waitingDays: workingDaysBetween(londonDateOf(row.sentAt), until),
    isLate: !overAt && (row.dueOn < today || (!isAccepted && row.acceptBy < today)),
  }
}

/** Who has it now: a specialist who declared a conflict has it no more. */
export function acceptance(row: Pick<EscalationRow, 'acceptedName' | 'acceptedAt' | 'conflictDeclaredAt'>) {
  const { acceptedName, acceptedAt, conflictDeclaredAt } = row
  return conflictDeclaredAt === null ? { acceptedName, acceptedAt } : { acceptedName: null, acceptedAt: null }
}

const STANDING_TITLES: Readonly<Record<ReasonRow['standing'], string>> = {
  fired: 'By rule',
  added: 'Added by the nurse',
  overruled: 'Set aside by the nurse',
}

function viewReason(row: ReasonRow, texts: RecordTexts | undefined): SentReason {
  const known = findReason(row.rule)
  return {
    rule: row.rule,
    title: known?.title ?? row.rule,
    source: known?.source ?? '',
    standing: row.standing,
    standingTitle: STANDING_TITLES[row.standing],
    because: row.because && texts ? texts.open(becausePlace(row), row.because) : null,
  }
}

async function viewOpinion(spoke: Parts, { poolId }: EscalationRow, row: OpinionRow, texts: RecordTexts): Promise<OpinionView> {
  const given = JSON.parse(texts.open(opinionPlace(row.id, 'words'), row.words)) as OpinionGivenV2
  const { signature: _signature, ...words } = given
  return {
    ...words,
    fitnessTitle: FITNESS_TITLES[given.fitness],
    reviewOn: given.reviewOn ?? null,
    receivedAt: row.receivedAt,
    verified: await opinionVerified(spoke, poolId, given),
    actedAt: row.actedAt,
    actedByName: row.actedByName,
    acted: row.acted && texts.open(opinionPlace(row.id, 'acted'), row.acted),
  }
}

function titleOf(rows: readonly { readonly id: string; readonly title: string }[], id: string): string {
  return rows.find((row) => row.id === id)?.title ?? id
}
