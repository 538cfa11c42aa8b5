import { createHash } from 'node:crypto'
import type { Role } from '@oh/auth'
import { POLICY } from '@oh/disclosure'
import {
  addMonths,
  type LondonDate,
  lastDayOf,
  type MemberId,
  type Month,
  monthOf,
  type PersonId,
  type SubmissionId,
  type TrustCode,
} from '@oh/kernel'
import { GRID_MEASURES } from '@oh/measures'
import { isOpen, type Trust, trusts } from '@oh/organisations'
import { asActor, type Db, membership, type ScopedTx } from '@oh/postgres'
import type { Rollup } from './context.ts'
import { isPublished } from './publications/publication.store.ts'
import { publish } from './publications/publish.ts'
import { syntheticGrid } from './seeding/synthetic-grid.ts'
import { sendsNothing, syntheticMonth } from './seeding/synthetic-month.ts'
import { type NewSubmission, receivedOf, saveSubmissions } from './submissions/submission.store.ts'

export interface SeedRollupAsk {
  readonly rollup: Pick<Rollup, 'id' | 'signingKey' | 'madeUp'>
  readonly people: readonly { readonly person: PersonId; readonly name: string; readonly role: Role }[]
  /** Employers whose services are in this federation: their last closed month is left for them to close. */
  readonly live: readonly TrustCode[]
  readonly today: LondonDate
  /** Months of made-up history to publish; 36 when left out, none at all for 0. */
  readonly history?: number
}

/** Months of made-up history that are published. */
const HISTORY = 36
const SINCE = '2022-07-01' as LondonDate
const MADE_UP = 'spoke-000000000000' as MemberId

/**
 * Puts made-up submissions of all 205 trusts into the rollup and publishes 36 months of them; the month closed last has
 * come in from all but the services of this federation and waits to be published. The same months give the same figures
 * on every machine. Running it again changes nothing; in a later month it adds and publishes what is missing, up to the
 * first month that a service has signed off itself: that one and those after it are left to people.
 */
export async function seedRollup(db: Db, ask: SeedRollupAsk): Promise<void> {
  const months = ask.history ?? HISTORY
  const lastClosed = addMonths(monthOf(ask.today), -1)
  const history = Array.from({ length: months }, (_, at) => addMonths(lastClosed, at - months))
  const asSeed = (work: (tx: ScopedTx) => Promise<void>) => asActor(db, { kind: 'system', part: 'seed' }, work)
  await asSeed(async (tx) => {
    for (const held of ask.people) await seedRole(tx, held)
  })
  // a transaction each: what a killed start has published stays, and the database learns how large its tables have become
  let isLeftToPeople = false
  for (const month of history) {
    await asSeed(async (tx) => {
      if (await isPublished(tx, month)) return
      isLeftToPeople ||= (await receivedOf(tx, month)).some(({ synthetic }) => !synthetic)
      await saveSubmissions(tx, submissionsOf(month, isLeftToPeople ? ask.live : []))
      if (!isLeftToPeople) await publish(ask.rollup, tx, month, 'Made-up history')
    })
  }
  await asSeed(async (tx) => {
    if (months > 0 && !(await isPublished(tx, lastClosed))) await saveSubmissions(tx, submissionsOf(lastClosed, ask.live))
  })
}

function submissionsOf(month: Month, but: readonly TrustCode[]): NewSubmission[] {
  const on = lastDayOf(month)
  const sending = trusts().filter((trust) => isOpen(trust, on) && !but.includes(trust.code) && !sendsNothing(trust, month))
  return sending.map((trust) => ({
    id: idOf(trust.code, month) as SubmissionId,
    service: MADE_UP,
    employer: trust.code,
    month,
    restatement: 1,
    floor: POLICY.floor,
    synthetic: true,
    signedOffAt: `${on}T17:00:00.000Z` as NewSubmission['signedOffAt'],
    ...figuresOf(trust, month),
  }))
}

function figuresOf(trust: Trust, month: Month): Pick<NewSubmission, 'counts' | 'grid'> {
  const counts = [...syntheticMonth(trust, month)].map(([measure, count]) => ({ measure, version: 1, ...count }))
  const grid = counts
    .filter(({ measure }) => GRID_MEASURES.includes(measure))
    .flatMap(({ measure, version, ...count }) =>
      syntheticGrid(trust, month, count).map((cell) => ({ measure, version, ...cell })),
    )
  return { counts, grid }
}

async function seedRole(tx: ScopedTx, { person, name, role }: SeedRollupAsk['people'][number]): Promise<void> {
  await tx.sql
    .insert(membership)
    .values({ id: idOf('membership', person, role), person, personName: name, role, fromOn: SINCE, grantedBy: 'seed' })
    .onConflictDoNothing()
}

/** The same words give the same id on every machine. */
function idOf(...words: readonly string[]): string {
  const hex = createHash('sha256')
    .update(['rollup', ...words].join(' '))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
