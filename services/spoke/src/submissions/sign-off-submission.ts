import { audit } from '@oh/audit'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { SubmissionId } from '@oh/kernel'
import { SUBMISSION_SENT_V1, SUBMISSION_SENT_V2 } from '@oh/messages'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { actorName } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import type { CompiledMonth } from './compile-month.ts'
import { compileAsked, type MonthAsk, type MonthView, viewMonth } from './read-submission.ts'
import { addsGrid, hasNewFigures, SUBMISSION_SENTENCES, type SubmissionReason, standingOf } from './standing.ts'
import { insertSubmission, lockMonth, type SubmissionRow, submissionsOf } from './submission.store.ts'

export interface SignOffAsk extends MonthAsk {
  /** Of the figures that the head of service saw: nobody signs what he has not seen. */
  readonly digest: string
}

export interface SignedOff {
  readonly kind: 'signed-off'
  readonly month: MonthView
  /** False when the same figures had been signed off before: nothing was sent again. */
  readonly isNew: boolean
}

/**
 * The head of service signs off an employer's month: what was compiled is kept and sent in one transaction. The same figures
 * again do nothing, two at once give one; other figures, or a grid where none was signed off, are a restatement. Once the
 * month is published they count when its year is refreshed, until the rollup says that the year is final.
 */
export function signOffSubmission(
  spoke: Pick<Spoke, 'db' | 'rollup' | 'keyring' | 'newId'>,
  actor: Actor,
  ask: SignOffAsk,
): Promise<Denied | RefusedAnswer | SignedOff> {
  return asActor(spoke.db, actor, async (tx) => {
    const access = { action: 'submission.signOff', resource: 'submission', ids: [ask.month, ask.employer] } as const
    const denied = await permitted(tx, { ...access, holds: ['service'] })
    if (denied) return denied
    const refuse = async (reason: SubmissionReason) => {
      await audit(tx, { ...access, outcome: 'refused', reasons: [reason] })
      return refusedAnswer([reason], SUBMISSION_SENTENCES)
    }
    const compiled = await compileAsked(tx, ask)
    if (typeof compiled === 'string') return refuse(compiled)
    await lockMonth(tx, compiled.employer.code, ask.month)
    const rows = await submissionsOf(tx, [ask.month], compiled.employer.code)
    const standing = standingOf(rows)
    if (standing.isFinal) return refuse('year-final')
    if (compiled.digest !== ask.digest) return refuse('figures-changed')
    const isNew = hasNewFigures(standing, compiled) || addsGrid(standing, compiled)
    if (isNew) await send(spoke, tx, compiled, rows)
    await audit(tx, { ...access, outcome: 'allowed', reasons: isNew ? [] : ['repeated'] })
    return { kind: 'signed-off', isNew, month: await viewMonth(tx, compiled) }
  })
}

async function send(
  { rollup, keyring, newId }: Pick<Spoke, 'rollup' | 'keyring' | 'newId'>,
  tx: ScopedTx,
  { month, employer, floor, counts, grid, digest }: CompiledMonth,
  rows: readonly SubmissionRow[],
): Promise<void> {
  const id = newId() as SubmissionId
  const standing = rows.filter(({ ruling }) => ruling !== 'refused')
  const sent = { employer: employer.code, month, restatement: Math.max(0, ...standing.map((row) => row.restatement)) + 1, floor }
  const by = { signedOffBy: callerOf(tx), signedOffByName: await actorName(tx) }
  await insertSubmission(tx, { id, ...sent, counts, grid, digest, signedOffAt: tx.now, ...by })
  const to = { destination: rollup, subject: employer.series, correlation: newId() }
  const body = { submissionId: id, ...sent, signedOffAt: tx.now, counts }
  // a rollup of the version before does not know the message with grids
  if (grid.length === 0) await post(tx, { name: SUBMISSION_SENT_V1, ...to, body }, keyring)
  else await post(tx, { name: SUBMISSION_SENT_V2, ...to, body: { ...body, grid } }, keyring)
}
