import { audit } from '@oh/audit'
import type { MemberId, Ruling } from '@oh/kernel'
import type { SUBMISSION_ANSWERED_V1, SUBMISSION_PUBLISHED_V1, SUBMISSION_WAITS_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import type { Spoke } from '../context.ts'
import { saveAnswer, savePublished, saveWaiting } from './submission.store.ts'

export type SubmissionNewsRefusal = 'not-our-rollup' | 'submission-unknown'

type News = typeof SUBMISSION_ANSWERED_V1 | typeof SUBMISSION_PUBLISHED_V1 | typeof SUBMISSION_WAITS_V1
type TakeIn<Name extends News> = (tx: ScopedTx, message: Arrived<Name>) => Promise<Ruling<SubmissionNewsRefusal>>

/** The rollup has taken a submission in, or refused it with every reason: kept beside what was signed off. */
export const takeInAnswer =
  ({ rollup }: Pick<Spoke, 'rollup'>): TakeIn<typeof SUBMISSION_ANSWERED_V1> =>
  (tx, { envelope, body }) =>
    takeIn(tx, rollup, envelope.source, body.submissionId, [body.ruling, ...body.reasons], () => saveAnswer(tx, body))

/** Figures of this service stand in a publication: what is signed off of their month after it counts at a refresh. */
export const takeInPublished =
  ({ rollup }: Pick<Spoke, 'rollup'>): TakeIn<typeof SUBMISSION_PUBLISHED_V1> =>
  (tx, { envelope, body }) =>
    takeIn(tx, rollup, envelope.source, body.submissionId, ['published'], () => savePublished(tx, body))

/** Figures of this service came after their month was published: they count when its year is refreshed. */
export const takeInWaiting =
  ({ rollup }: Pick<Spoke, 'rollup'>): TakeIn<typeof SUBMISSION_WAITS_V1> =>
  (tx, { envelope, body }) =>
    takeIn(tx, rollup, envelope.source, body.submissionId, ['waits-for-refresh'], () => saveWaiting(tx, body))

async function takeIn(
  tx: ScopedTx,
  rollup: MemberId,
  source: MemberId,
  id: string,
  news: readonly string[],
  save: () => Promise<boolean>,
): Promise<Ruling<SubmissionNewsRefusal>> {
  if (source !== rollup) return { kind: 'refused', reasons: ['not-our-rollup'] }
  if (!(await save())) return { kind: 'refused', reasons: ['submission-unknown'] }
  await audit(tx, { action: 'submission.send', resource: 'submission', ids: [id], outcome: 'allowed', reasons: [...news] })
  return { kind: 'allowed' }
}
