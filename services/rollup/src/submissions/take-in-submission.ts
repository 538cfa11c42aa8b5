import { audit } from '@oh/audit'
import { decide } from '@oh/auth'
import { holdsOn, isSpokeId, lastDayOf, type SeriesId } from '@oh/kernel'
import { faultsOfGrid, findMeasure } from '@oh/measures'
import {
  type Envelope,
  SUBMISSION_ANSWERED_V1,
  type SUBMISSION_SENT_V1,
  type SUBMISSION_SENT_V2,
  SUBMISSION_WAITS_V1,
  type SubmissionRefusal,
  type SubmissionSentV1,
  type SubmissionSentV2,
} from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { type Handler, type Peer, post } from '@oh/relay'
import type { Rollup } from '../context.ts'
import { holdPublishing } from '../publications/publication.store.ts'
import { type MonthStanding, standingOfMonth } from '../publications/refresh.store.ts'
import { lastRestatement, saveSubmission } from './submission.store.ts'

/**
 * A service sends an employer's month: it is kept, exact, for the making of publications and nothing else, and the service
 * is told what became of it. Of a month that is published it changes no figure until its year is refreshed: the service is
 * told that too. Every reason against it is given: an employer that the registry does not say the service served in that
 * month; a month that is not over, that was never published though a later one was, or of a year that is refreshed no more;
 * an unknown measure or version; a count of people above those counted; a grid with a place that is none, or twice, or that
 * does not add up; a restatement that is not the next one. A service of the version before sends no grid: its counts are
 * taken in without.
 */
export function takeInSubmission({
  members,
  keyring,
}: Pick<Rollup, 'members' | 'keyring'>): Handler<typeof SUBMISSION_SENT_V1 | typeof SUBMISSION_SENT_V2> {
  return async (tx, { envelope, body }: Sent): Promise<void> => {
    const { source, subject, correlation } = envelope
    const { submissionId, ...row } = body
    const sender = await members.find(source)
    // a publication waits for this one, or this one for it: what is taken in is in it, or waits for the refresh after it
    await holdPublishing(tx)
    const standing = await standingOfMonth(tx, body.month)
    const against = [...faultsOfFigures(body), ...(await faultsOfPlace(tx, body, sender)), ...faultsOf(standing)]
    const kept = { grid: [], ...row, id: submissionId, service: source, series: subject as SeriesId, synthetic: false }
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
    const to = { destination: source, subject, correlation }
    await post(tx, { name: SUBMISSION_ANSWERED_V1, ...to, body: answer }, keyring)
    if (!isTakenIn || standing.kind !== 'published') return
    const { publication, publishedAt, year } = standing
    const waits = { submissionId, month: body.month, publication, publishedAt, year }
    await post(tx, { name: SUBMISSION_WAITS_V1, ...to, body: waits }, keyring)
  }
}

interface Sent {
  readonly envelope: Envelope
  readonly body: SubmissionSentV1 | SubmissionSentV2
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
  const last = sender ? await lastRestatement(tx, sender.id, employer, month) : 0
  if (restatement !== last + 1) faults.push('restatement-out-of-order')
  return faults
}

function faultsOf({ kind }: MonthStanding): SubmissionRefusal[] {
  if (kind === 'passed-over') return ['month-published']
  return kind === 'final' ? ['year-final'] : []
}

function faultsOfFigures(body: Sent['body']): SubmissionRefusal[] {
  const { counts } = body
  const grid = 'grid' in body ? body.grid : []
  const found = new Set<SubmissionRefusal>('grid' in body ? faultsOfGrid(grid, counts) : [])
  if (grid.some(({ numerator, denominator }) => numerator > denominator)) found.add('numerator-above-denominator')
  if (new Set(counts.map(({ measure }) => measure)).size < counts.length) found.add('measure-twice')
  for (const { measure: id, version, numerator, denominator } of counts) {
    const measure = findMeasure(id)
    if (!measure) found.add('measure-unknown')
    else if (measure.version !== version) found.add('measure-version-unknown')
    else if (measure.counts === 'people' && numerator > denominator) found.add('numerator-above-denominator')
  }
  return [...found]
}
