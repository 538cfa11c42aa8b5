import { audit } from '@oh/audit'
import { type Month, monthsOf } from '@oh/kernel'
import { SUBMISSION_PUBLISHED_V1 } from '@oh/messages'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { digestOfInputs } from '../preparations/month-inputs.ts'
import { cellsOf, latestPreparationOf, markPublished } from '../preparations/preparation.store.ts'
import type { Preparation } from '../preparations/preparation.ts'
import { type MonthRefusal, reasonsAgainst } from '../preparations/prepare-month.ts'
import { isSynthetic, standingOfServices } from '../submissions/submission.store.ts'
import { periodsClosedBy } from './make-cells.ts'
import { lockPublishing } from './publication.store.ts'
import { publish } from './publish.ts'

export type PublishRefusal =
  | MonthRefusal
  | 'not-prepared'
  | 'preparation-under-way'
  | 'preparation-refused'
  | 'preparation-stale'
  | 'prepared-by-yourself'
  | 'another-preparation'

export interface PublishAsk {
  readonly month: Month
  /** The preparation that was looked at; the last one of the month when left out. */
  readonly preparation?: string
}

export interface Published {
  readonly kind: 'published'
  readonly number: number
}
export interface PublishRefused {
  readonly kind: 'refused'
  readonly reasons: readonly PublishRefusal[]
}

/**
 * A second statistician publishes what a first one had prepared of a month: once, and only while nothing was sent or
 * published since. Two at once give one publication. What goes out are the very figures that were prepared; every service
 * whose counts are in them is told in the same transaction.
 */
export function publishMonth(
  rollup: Pick<Rollup, 'db' | 'signingKey' | 'id' | 'keyring' | 'newId' | 'madeUp'>,
  caller: Caller,
  ask: PublishAsk,
): Promise<Published | PublishRefused | Denied> {
  const { month } = ask
  return asActor(rollup.db, caller, async (tx) => {
    const access = { action: 'publication.publish' as const, resource: 'publication' as const, ids: [month] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const prepared = await latestPreparationOf(tx, month)
    const ofMonth = await reasonsAgainst(tx, month)
    const reasons: readonly PublishRefusal[] =
      ofMonth.length > 0 ? ofMonth : await reasonsAgainstPrepared(tx, caller, ask, prepared)
    if (reasons.length > 0 || !prepared) {
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const byName = (await ownName(tx)) ?? caller.person
    const cells = await cellsOf(tx, prepared.id)
    const synthetic = await isSynthetic(tx, periodsClosedBy(month).flatMap(monthsOf))
    const number = await actingAs(tx, 'publishing', async () => {
      const made = await publish(rollup, tx, { month, cells, synthetic }, byName)
      await markPublished(tx, prepared.id, made)
      return made
    })
    await tellServices(rollup, tx, month, number)
    await audit(tx, { ...access, ids: [month, prepared.id], outcome: 'allowed' })
    return { kind: 'published', number }
  })
}

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

async function reasonsAgainstPrepared(
  tx: ScopedTx,
  { person }: Caller,
  { month, preparation }: PublishAsk,
  prepared: Preparation | undefined,
): Promise<PublishRefusal[]> {
  if (!prepared) return ['not-prepared']
  if (preparation !== undefined && preparation !== prepared.id) return ['another-preparation']
  if (prepared.state === 'refused') return ['preparation-refused']
  if (prepared.state !== 'ready') return ['preparation-under-way']
  const reasons: PublishRefusal[] = []
  if (prepared.inputs !== (await digestOfInputs(tx, month))) reasons.push('preparation-stale')
  if (prepared.preparedBy === person) reasons.push('prepared-by-yourself')
  return reasons
}
