import { audit } from '@oh/audit'
import { POLICY } from '@oh/disclosure'
import { lastDayOf, type Month } from '@oh/kernel'
import { SUBMISSION_PUBLISHED_V1 } from '@oh/messages'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { employersSent, monthsUnpublished, standingOfServices } from '../submissions/submission.store.ts'
import { isPublished, lockPublishing } from './publication.store.ts'
import { publish } from './publish.ts'

export type PublishRefusal =
  | 'month-not-over'
  | 'month-published'
  | 'nothing-sent'
  | 'earlier-month-not-published'
  | 'protection-not-ready'

export interface Published {
  readonly kind: 'published'
  readonly number: number
}
export interface PublishRefused {
  readonly kind: 'refused'
  readonly reasons: readonly PublishRefusal[]
}

/**
 * The statistician publishes a month: once, when it is over, after every earlier month that anybody sent. Two at once give
 * one publication. The exact figures are read by the publishing part alone; the statistician gets the number, and every service whose
 * figures went in is told of it in the same transaction.
 */
export function publishMonth(
  rollup: Pick<Rollup, 'db' | 'signingKey' | 'id' | 'keyring' | 'newId' | 'madeUp'>,
  caller: Caller,
  month: Month,
): Promise<Published | PublishRefused | Denied> {
  return asActor(rollup.db, caller, async (tx) => {
    const access = { action: 'publication.publish' as const, resource: 'publication' as const, ids: [month] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const reasons = isReadyFor(rollup) ? await reasonsAgainst(tx, month) : ['protection-not-ready' as const]
    if (reasons.length > 0) {
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const byName = (await ownName(tx)) ?? caller.person
    const number = await actingAs(tx, 'publishing', () => publish(rollup, tx, month, byName))
    await tellServices(rollup, tx, month, number)
    await audit(tx, { ...access, outcome: 'allowed' })
    return { kind: 'published', number }
  })
}

/** Policy 0 does not weigh cells against each other, so nothing about real people is published under it. */
const isReadyFor = ({ madeUp }: Pick<Rollup, 'madeUp'>): boolean => madeUp || POLICY.version > 0

async function tellServices(
  { keyring, newId }: Pick<Rollup, 'keyring' | 'newId'>,
  tx: ScopedTx,
  month: Month,
  publication: number,
): Promise<void> {
  for (const { id: submissionId, service, series } of await standingOfServices(tx, month)) {
    const body = { submissionId, month, publication, publishedAt: tx.now }
    const to = { destination: service, subject: series, correlation: newId() }
    await post(tx, { name: SUBMISSION_PUBLISHED_V1, ...to, body }, keyring)
  }
}

async function reasonsAgainst(tx: ScopedTx, month: Month): Promise<PublishRefusal[]> {
  if (lastDayOf(month) >= tx.today) return ['month-not-over']
  if (await isPublished(tx, month)) return ['month-published']
  const reasons: PublishRefusal[] = []
  if ((await employersSent(tx, month)).size === 0) reasons.push('nothing-sent')
  if ((await monthsUnpublished(tx)).some((earlier) => earlier < month)) reasons.push('earlier-month-not-published')
  return reasons
}
