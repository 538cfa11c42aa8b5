import { audit } from '@oh/audit'
import { type Referral, TRIAGE_SENTENCES, type TriageEvent, triage } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { CaseId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { caseStatuses } from '../cases/case.reads.ts'
import { didSentence } from '../cases/move-words.ts'
import { earlierRequest, type OnceAsk } from '../cases/request-once.ts'
import { actorName } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import { type CaseView, viewCase } from '../cases/view-cases.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { textsOfOne } from '../workers/record-key.ts'
import { withRecords } from '../workers/with-records.ts'
import { openCase } from './open-case.ts'
import { findReferral } from './referral.reads.ts'
import { lockReferral, type ReferralRow, updateReferral } from './referral.store.ts'
import { requireReferral } from './require-referral.ts'
import { type ReferralView, referralPlace, viewReferral } from './view-referrals.ts'

export interface TriageAsk extends OnceAsk {
  readonly referralId: string
  readonly expectedVersion: number
  /** `accept` or `send-back`. */
  readonly decision: string
  /** To the referrer, when it is sent back. */
  readonly words?: string | null | undefined
}
export interface ReferralTriaged {
  readonly kind: 'done'
  readonly referral: ReferralView
  readonly case: CaseView | null
}
type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

/** A nurse or physician accepts a referral, which opens its case, or sends it back to the referrer with the reason in words. */
export function triageReferral(
  spoke: Parts,
  actor: Actor,
  ask: TriageAsk,
): Promise<Denied | RefusedAnswer | Stale | ReferralTriaged> {
  return withRecords(spoke, actor, async (tx) => {
    const earlier = await earlierRequest(tx, 'triage-referral', ask)
    const { referralId: id } = ask
    const found = await requireReferral(tx, { action: 'case.manage', id, find: (scoped) => lockReferral(scoped, id) })
    if (isDenied(found)) return found
    const entry = { action: 'case.manage', resource: 'referral', ids: [found.id], subject: found.workerId }
    if (earlier.kind === 'repeated') {
      await audit(tx, { ...entry, outcome: 'allowed', reasons: ['repeated'] })
      return triaged(tx, spoke, id)
    }
    const outcome = earlier.kind === 'refused' ? earlier : await triageOrStale(tx, spoke, found, ask)
    if (outcome.kind !== 'done') {
      const reasons = outcome.kind === 'stale' ? ['stale'] : outcome.reasons.map(({ word }) => word)
      await audit(tx, { ...entry, outcome: 'refused', reasons })
      return outcome
    }
    await audit(tx, { ...entry, outcome: 'allowed', reasons: [ask.decision] })
    if (outcome.caseId)
      await audit(tx, { ...entry, resource: 'case', ids: [outcome.caseId], outcome: 'allowed', reasons: ['opened'] })
    if (earlier.kind === 'first') await earlier.remember(found.id)
    return triaged(tx, spoke, id)
  })
}

async function triageOrStale(
  tx: ScopedTx,
  spoke: Parts,
  found: ReferralRow,
  ask: TriageAsk,
): Promise<RefusedAnswer | Stale | { kind: 'done'; caseId?: CaseId }> {
  if (ask.expectedVersion !== found.version) return staleReferral(tx, found)
  const event = eventOf(ask)
  if (!event)
    return { kind: 'refused', reasons: [{ word: 'decision-unknown', sentence: 'Accept the referral or send it back.' }] }
  const texts = await textsOfOne(tx, spoke, found.workerId)
  const words = texts.open(referralPlace(found.id, 'words'), found.words)
  const background = found.background ? texts.open(referralPlace(found.id, 'background'), found.background) : ''
  const ruling = triage(asReferral(found, words, background), event, tx.now)
  if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, TRIAGE_SENTENCES)
  const { state, version, sentBackBecause } = ruling.referral
  await updateReferral(tx, found.id, {
    state,
    version,
    triagedAt: tx.now,
    triagedBy: callerOf(tx),
    triagedByName: await actorName(tx),
    sentBackBecause: sentBackBecause ? texts.seal(referralPlace(found.id, 'sent_back_because'), sentBackBecause) : null,
  })
  return state === 'accepted' ? { kind: 'done', caseId: await openCase(tx, spoke, found) } : { kind: 'done' }
}

function eventOf({ decision, words }: TriageAsk): TriageEvent | undefined {
  if (decision === 'accept') return { kind: 'accepted' }
  return decision === 'send-back' ? { kind: 'sent-back', because: words ?? '' } : undefined
}

function asReferral(row: ReferralRow, question: string, background: string): Referral {
  const { id, state, version, source, reason, receivedOn, absentSince } = row
  const { workerTold: workerToldAndShown, workerConsented } = row
  const facts = { source, reasons: [reason], workerToldAndShown, workerConsented, question, background, receivedOn }
  return { id, state, version, facts: { ...facts, ...(absentSince && { absentSince }) } }
}

export function staleReferral(tx: ScopedTx, row: ReferralRow): Stale {
  const { state, version, triagedAt, triagedByName, toldRecordedByName, receivedAt } = row
  const byName = triagedByName ?? toldRecordedByName ?? 'The service'
  const at = triagedAt ?? receivedAt
  const did = state === 'accepted' ? 'accepted the referral' : 'sent the referral back'
  const told = toldRecordedByName ? [`${toldRecordedByName} recorded that the worker has been told`] : []
  const changes = state === 'received' ? told : [...told, didSentence(byName, did, at, tx.today)]
  return { kind: 'stale', currentVersion: version, changedAt: at, changedByName: byName, changes }
}

async function triaged(tx: ScopedTx, spoke: Parts, id: string): Promise<ReferralTriaged> {
  const row = await findReferral(tx, id)
  const referral = row && (await viewReferral(tx, spoke, row))
  if (!referral) throw new Error('The referral just triaged is not within reach.')
  const opened = (await caseStatuses(tx, [referral.id])).get(referral.id)
  return { kind: 'done', referral, case: opened ? await viewCase(tx, spoke, opened.id) : null }
}
