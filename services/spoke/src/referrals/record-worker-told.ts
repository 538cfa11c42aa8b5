import { audit } from '@oh/audit'
import { plainText, type TextLimits } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import { addDays, type LondonDate } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { earlierRequest, type OnceAsk } from '../cases/request-once.ts'
import { actorName } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { withRecords } from '../workers/with-records.ts'
import { findReferral } from './referral.reads.ts'
import { lockReferral, type ReferralRow, updateReferral } from './referral.store.ts'
import { requireReferral } from './require-referral.ts'
import { staleReferral } from './triage-referral.ts'
import { type ReferralView, viewReferral } from './view-referrals.ts'

export interface WorkerToldAsk extends OnceAsk {
  readonly referralId: string
  readonly expectedVersion: number
  /** Who has told the worker and shown the words. */
  readonly toldByName: string
  readonly toldOn: LondonDate
}

export interface WorkerTold {
  readonly kind: 'done'
  readonly referral: ReferralView
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>

/** What was said longer before the referral was made was not about this one. */
const MOST_DAYS_BEFORE = 28

const NAME: TextLimits = { max: 120, required: true }

const SENTENCES = {
  'already-triaged': 'A colleague has already triaged this referral.',
  'worker-already-told': 'It is on record already that the worker has been told.',
  'told-by-missing': 'Write who told the worker, in 120 characters or fewer.',
  'told-on-not-possible':
    'The day on which the worker was told must lie between four weeks before the referral came in and today.',
} as const
type ToldRefusal = keyof typeof SENTENCES

/**
 * A nurse records that the worker has by now been told of a referral and shown its words: by whom, and on which day. It can
 * then be accepted like any other (clinical rules, section 6: told and shown, else sent back to the referrer).
 */
export function recordWorkerTold(
  spoke: Parts,
  actor: Actor,
  ask: WorkerToldAsk,
): Promise<Denied | RefusedAnswer | Stale | WorkerTold> {
  return withRecords(spoke, actor, async (tx) => {
    const earlier = await earlierRequest(tx, 'record-worker-told', ask)
    const { referralId: id } = ask
    const found = await requireReferral(tx, { action: 'case.manage', id, find: (scoped) => lockReferral(scoped, id) })
    if (isDenied(found)) return found
    const entry = { action: 'case.manage', resource: 'referral', ids: [found.id], subject: found.workerId }
    if (earlier.kind === 'first') {
      const outcome = ask.expectedVersion === found.version ? await keep(tx, found, ask) : staleReferral(tx, found)
      if (outcome) {
        const reasons = outcome.kind === 'stale' ? ['stale'] : outcome.reasons.map(({ word }) => word)
        await audit(tx, { ...entry, outcome: 'refused', reasons })
        return outcome
      }
      await earlier.remember(found.id)
    }
    if (earlier.kind === 'refused') return earlier
    await audit(tx, { ...entry, outcome: 'allowed', reasons: [earlier.kind === 'first' ? 'worker-told' : 'repeated'] })
    const row = await findReferral(tx, id)
    const referral = row && (await viewReferral(tx, spoke, row))
    if (!referral) throw new Error('The referral is not within reach.')
    return { kind: 'done', referral }
  })
}

async function keep(tx: ScopedTx, found: ReferralRow, { toldByName, toldOn }: WorkerToldAsk): Promise<RefusedAnswer | undefined> {
  const name = plainText(toldByName, NAME)
  const against: readonly [ToldRefusal, boolean][] = [
    ['already-triaged', found.state !== 'received'],
    ['worker-already-told', found.workerTold],
    ['told-by-missing', name.kind === 'refused'],
    ['told-on-not-possible', toldOn > tx.today || toldOn < addDays(found.receivedOn, -MOST_DAYS_BEFORE)],
  ]
  const words = against.filter(([, applies]) => applies).map(([word]) => word)
  if (words.length > 0 || name.kind === 'refused') return refusedAnswer(words, SENTENCES)
  await updateReferral(tx, found.id, {
    workerTold: true,
    toldByName: name.text,
    toldOn,
    toldRecordedByName: await actorName(tx),
    version: found.version + 1,
  })
  return undefined
}
