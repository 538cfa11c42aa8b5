import { audit } from '@oh/audit'
import { decide } from '@oh/auth'
import { holdsOn, isSpokeId, lastDayOf, type SeriesId } from '@oh/kernel'
import { findMeasure } from '@oh/measures'
import { SUBMISSION_ANSWERED_V1, type SUBMISSION_SENT_V1, type SubmissionRefusal, type SubmissionSentV1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { type Handler, type Peer, post } from '@oh/relay'
import type { Rollup } from '../context.ts'
import { holdPublishing, isClosed } from '../publications/publication.store.ts'
import { lastRestatement, saveSubmission } from './submission.store.ts'

/**
 * A service sends an employer's month: it is kept, exact, for the making of publications and nothing else, and the service
 * is told what became of it. Every reason against it is given: an employer that the registry does not say the service
 * served in that month; a month that is not over, or published already, itself or a later one; an unknown measure or version; a count of people
 * above those counted; a restatement that is not the next one.
 */
export function takeInSubmission({ members, keyring }: Pick<Rollup, 'members' | 'keyring'>): Handler<typeof SUBMISSION_SENT_V1> {
  return async (tx, { envelope, body }): Promise<void> => {
    const { source, subject, correlation } = envelope
    const { submissionId, ...row } = body
    const sender = await members.find(source)
    const against = [...faultsOfCounts(body), ...(await faultsOfPlace(tx, body, sender))]
    const kept = { ...row, id: submissionId, service: source, series: subject as SeriesId, synthetic: false }
    const isTakenIn = against.length === 0 && (await saveSubmission(tx, kept))
    const reasons = isTakenIn || against.length > 0 ? against : [KNOWN]
    await audit(tx, {
      action: 'submission.send',
      resource: 'submission',
      ids: [submissionId],
      outcome: isTakenIn ? 'allowed' : 'refused',
      reasons,
    })
    const answer = { submissionId, ruling: isTakenIn ? 'taken-in' : 'refused', reasons, answeredAt: tx.now } as const
    await post(tx, { name: SUBMISSION_ANSWERED_V1, destination: source, subject, correlation, body: answer }, keyring)
  }
}

const KNOWN: SubmissionRefusal = 'submission-known'

async function faultsOfPlace(
  tx: ScopedTx,
  { employer, month, restatement }: SubmissionSentV1,
  sender: Peer | undefined,
): Promise<SubmissionRefusal[]> {
  const faults: SubmissionRefusal[] = []
  const on = lastDayOf(month)
  const served =
    sender !== undefined && isSpokeId(sender.id) && sender.serves.some((row) => row.code === employer && holdsOn(on, row))
  if (decide({ action: 'submission.send', roles: ['spoke-key'], holds: served ? ['member'] : [] }) !== 'allowed')
    faults.push('employer-not-served')
  if (on >= tx.today) faults.push('month-not-over')
  // a publication waits for this one, or this one for it: what is taken in is in it, and what is not is told so
  await holdPublishing(tx)
  if (await isClosed(tx, month)) faults.push('month-published')
  const last = sender ? await lastRestatement(tx, sender.id, employer, month) : 0
  if (restatement !== last + 1) faults.push('restatement-out-of-order')
  return faults
}

function faultsOfCounts({ counts }: SubmissionSentV1): SubmissionRefusal[] {
  const found = new Set<SubmissionRefusal>()
  if (new Set(counts.map(({ measure }) => measure)).size < counts.length) found.add('measure-twice')
  for (const { measure: id, version, numerator, denominator } of counts) {
    const measure = findMeasure(id)
    if (!measure) found.add('measure-unknown')
    else if (measure.version !== version) found.add('measure-version-unknown')
    else if (measure.counts === 'people' && numerator > denominator) found.add('numerator-above-denominator')
  }
  return [...found]
}
