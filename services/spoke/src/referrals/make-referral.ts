import { audit } from '@oh/audit'
import type { RefusedAnswer } from '@oh/graph'
import type { ReferralId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { earlierRequest, type OnceAsk } from '../cases/request-once.ts'
import { actorName } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import { enrolWorker } from '../workers/new-worker.ts'
import { sealerOf } from '../workers/record-key.ts'
import { withRecords } from '../workers/with-records.ts'
import type { AssignmentRow, WorkerRow } from '../workers/worker.store.ts'
import { findReferral } from './referral.reads.ts'
import { insertReferral } from './referral.store.ts'
import { type FormReading, type ReferralForm, readReferralForm } from './referral-form.ts'
import { holdsOnSide, type SubjectAsk, sideOf, subjectOf } from './referral-subject.ts'
import { type ReferralView, referralPlace, viewReferral } from './view-referrals.ts'

export interface MakeReferralAsk extends OnceAsk, ReferralForm, SubjectAsk {
  readonly source: string
}
export interface ReferralMade {
  readonly kind: 'done'
  readonly referral: ReferralView
}
type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

/**
 * A manager refers a worker of his own line or gives the details of one; a worker refers himself; the OH team writes down
 * what came in. Refuses with every reason that the form can put right.
 */
export function makeReferral(spoke: Parts, actor: Actor, ask: MakeReferralAsk): Promise<Denied | RefusedAnswer | ReferralMade> {
  return withRecords(spoke, actor, async (tx) => {
    const asked = { action: 'referral.create', resource: 'referral' } as const
    const earlier = await earlierRequest(tx, 'make-referral', ask)
    const side = sideOf(tx, ask)
    const denied = await permitted(tx, { ...asked, holds: holdsOnSide(side) })
    if (denied) return denied
    if (earlier.kind === 'repeated') {
      await audit(tx, { ...asked, ids: [earlier.resultId], outcome: 'allowed', reasons: ['repeated'] })
      return made(tx, spoke, earlier.resultId)
    }
    const form = readReferralForm(ask, side, tx.today)
    const subject = await subjectOf(tx, side, ask)
    if (subject.kind === 'hidden') return deny(tx, 'hidden', asked)
    const reasons = [earlier, form, subject].flatMap((part) => (part.kind === 'refused' ? part.reasons : []))
    if (form.kind === 'refused' || subject.kind === 'refused' || earlier.kind === 'refused') {
      await audit(tx, { ...asked, ids: [], outcome: 'refused', reasons: reasons.map(({ word }) => word) })
      return { kind: 'refused', reasons }
    }
    const enrolled = subject.kind === 'new' ? await enrolWorker(tx, spoke, subject.details, subject) : subject
    const id = await recordReferral(tx, spoke, enrolled, form)
    await audit(tx, { ...asked, ids: [id], subject: enrolled.worker.id, outcome: 'allowed' })
    await earlier.remember(id)
    return made(tx, spoke, id)
  })
}

async function recordReferral(
  tx: ScopedTx,
  spoke: Parts,
  { worker, assignment }: { readonly worker: WorkerRow; readonly assignment: AssignmentRow },
  { facts, reason }: Extract<FormReading, { kind: 'read' }>,
): Promise<ReferralId> {
  const id = spoke.newId() as ReferralId
  const texts = await sealerOf(tx, spoke, worker.id)
  await insertReferral(tx, {
    id,
    workerId: worker.id,
    workerPerson: worker.person,
    assignmentId: assignment.id,
    source: facts.source,
    reason,
    referredBy: callerOf(tx),
    referredByName: await actorName(tx),
    workerTold: facts.workerToldAndShown,
    toldByName: null,
    toldOn: null,
    toldRecordedByName: null,
    workerConsented: facts.workerConsented,
    words: texts.seal(referralPlace(id, 'words'), facts.question),
    background: facts.background === '' ? null : texts.seal(referralPlace(id, 'background'), facts.background),
    absentSince: facts.absentSince ?? null,
    receivedAt: tx.now,
    receivedOn: facts.receivedOn,
    state: 'received',
    version: 1,
    triagedAt: null,
    triagedBy: null,
    triagedByName: null,
    sentBackBecause: null,
  })
  return id
}

async function made(tx: ScopedTx, spoke: Parts, id: string): Promise<ReferralMade> {
  const row = await findReferral(tx, id)
  const referral = row && (await viewReferral(tx, spoke, row))
  if (!referral) throw new Error('The referral just made is not within reach.')
  return { kind: 'done', referral }
}
