import { audit } from '@oh/audit'
import { monthsOf, periodOf } from '@oh/kernel'
import { SUBMISSION_PUBLISHED_V1 } from '@oh/messages'
import { actingAs, asActor, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from '../memberships/own-name.reads.ts'
import { digestOfInputs } from '../preparations/month-inputs.ts'
import { cellsOf, latestPreparationOf, markPublished } from '../preparations/preparation.store.ts'
import type { Preparation } from '../preparations/preparation.ts'
import { isSynthetic, sentByServices } from '../submissions/submission.store.ts'
import { periodsClosedBy } from './make-cells.ts'
import { lockPublishing } from './publication.store.ts'
import { countedBy, publish, type ToPublish } from './publish.ts'

/** Why what was prepared is not published, whatever it is. */
export type PreparedRefusal =
  | 'not-prepared'
  | 'preparation-under-way'
  | 'preparation-refused'
  | 'preparation-stale'
  | 'prepared-by-yourself'
  | 'another-preparation'

export interface PreparedAsk extends ToPublish {
  /** The preparation that was looked at; the last one when left out. */
  readonly preparation?: string
}

export interface Published {
  readonly kind: 'published'
  readonly number: number
}
export interface PublishRefused<Reason> {
  readonly kind: 'refused'
  readonly reasons: readonly (Reason | PreparedRefusal)[]
}

/**
 * A second statistician publishes what a first one had prepared: once, and only while nothing that counts was sent or
 * published since. Two at once give one publication. What goes out are the very figures that were prepared; every service
 * whose counts are in them for the first time is told in the same transaction. `reasonsAgainst` says why nothing of the kind
 * can be made as things stand.
 */
export function publishPrepared<Reason extends string>(
  rollup: Pick<Rollup, 'db' | 'signingKey' | 'id' | 'keyring' | 'newId' | 'madeUp'>,
  caller: Caller,
  ask: PreparedAsk,
  reasonsAgainst: (tx: ScopedTx) => Promise<Reason[]>,
): Promise<Published | PublishRefused<Reason> | Denied> {
  const { month, kind } = ask
  return asActor(rollup.db, caller, async (tx) => {
    const access = { action: 'publication.publish' as const, resource: 'publication' as const, ids: [month] }
    const without = await denied(tx, access, [])
    if (without) return without
    await lockPublishing(tx)
    const prepared = await latestPreparationOf(tx, ask)
    const against = await reasonsAgainst(tx)
    const reasons = against.length > 0 ? against : await reasonsAgainstPrepared(tx, caller, ask, prepared)
    if (reasons.length > 0 || !prepared) {
      await audit(tx, { ...access, outcome: 'refused', reasons })
      return { kind: 'refused', reasons }
    }
    const byName = (await ownName(tx)) ?? caller.person
    const cells = await cellsOf(tx, prepared.id)
    const synthetic = await isSynthetic(tx, ...countedIn(ask))
    const newlyCounted = await sentByServices(tx, ...countedBy(ask))
    const number = await actingAs(tx, 'publishing', async () => {
      const made = await publish(rollup, tx, { kind, month, cells, synthetic }, byName)
      await markPublished(tx, prepared.id, made)
      return made
    })
    for (const { id: submissionId, service, series, month: of } of newlyCounted) {
      const body = { submissionId, month: of, publication: number, publishedAt: tx.now }
      const to = { destination: service, subject: series, correlation: rollup.newId() }
      await post(tx, { name: SUBMISSION_PUBLISHED_V1, ...to, body }, rollup.keyring)
    }
    await audit(tx, { ...access, ids: [month, prepared.id], outcome: 'allowed' })
    return { kind: 'published', number }
  })
}

/** Of which months the figures are: of a month that closes a quarter or a year, of all its months. */
function countedIn({ kind, month }: ToPublish) {
  const months = kind === 'refresh' ? monthsOf(periodOf('year', month)) : periodsClosedBy(month).flatMap(monthsOf)
  return [months, countedBy({ kind, month })[1]] as const
}

async function reasonsAgainstPrepared(
  tx: ScopedTx,
  { person }: Caller,
  ask: PreparedAsk,
  prepared: Preparation | undefined,
): Promise<PreparedRefusal[]> {
  if (!prepared) return ['not-prepared']
  if (ask.preparation !== undefined && ask.preparation !== prepared.id) return ['another-preparation']
  if (prepared.state === 'refused') return ['preparation-refused']
  if (prepared.state !== 'ready') return ['preparation-under-way']
  const reasons: PreparedRefusal[] = []
  if (prepared.inputs !== (await digestOfInputs(tx, ask))) reasons.push('preparation-stale')
  if (prepared.preparedBy === person) reasons.push('prepared-by-yourself')
  return reasons
}
