import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Role } from '@oh/auth'
import { POLICY } from '@oh/disclosure'
import {
  addMonths,
  type FinancialYear,
  type LondonDate,
  lastDayOf,
  type MemberId,
  type Month,
  monthOf,
  monthsOf,
  type PersonId,
  periodOf,
  type SubmissionId,
  type TrustCode,
} from '@oh/kernel'
import { GRID_MEASURES } from '@oh/measures'
import { isOpen, type Trust, trusts } from '@oh/organisations'
import { asActor, type Db, membership, type ScopedTx } from '@oh/postgres'
import type { Rollup } from './context.ts'
import { readYear } from './preparations/month-inputs.ts'
import { FAILURE_SENTENCES } from './preparations/preparation.ts'
import { periodsClosedBy } from './publications/make-cells.ts'
import {
  isPublished,
  lockPublishing,
  monthsReplaced,
  type Publication,
  publicationsOfEarlierPolicies,
} from './publications/publication.store.ts'
import { publish } from './publications/publish.ts'
import { lastClosedYear } from './publications/refresh.store.ts'
import { WEIGH_LIMITS } from './publications/weigh-in-threads.ts'
import { weighYears, type YearWeighed } from './publications/weigh-years.ts'
import { saveWithdrawal } from './publications/withdrawal.store.ts'
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
  /** The trusts whose months are made up; all of them when left out. */
  readonly madeUp?: readonly TrustCode[]
}

/** Months of made-up history that are published. */
const HISTORY = 36
/**
 * From when on made-up months have grids. A year of them takes half a minute to be weighed, which nobody waits for who starts
 * a federation to look at it; the two quarters since are enough to see.
 */
const GRIDS_SINCE = '2026-04' as Month
const SINCE = '2022-07-01' as LondonDate
const MADE_UP = 'spoke-000000000000' as MemberId
const MADE_UP_NAME = 'Made-up history'

/**
 * Puts made-up submissions of all 205 trusts into the rollup and publishes 36 months of them; the month closed last has
 * come in from all but the services of this federation and waits to be published. The same months give the same figures
 * on every machine. Running it again changes nothing; in a later month it adds and publishes what is missing, up to the
 * first month that a service has signed off itself: that one and those after it are left to people. What an earlier policy
 * has published is replaced, a year at a time.
 */
export async function seedRollup(db: Db, ask: SeedRollupAsk): Promise<void> {
  const months = ask.history ?? HISTORY
  const lastClosed = addMonths(monthOf(ask.today), -1)
  const history = Array.from({ length: months }, (_, at) => addMonths(lastClosed, at - months))
  const asSeed = <T>(work: (tx: ScopedTx) => Promise<T>) => asActor(db, { kind: 'system', part: 'seed' }, work)
  await asSeed(async (tx) => {
    for (const held of ask.people) await seedRole(tx, held)
  })
  const earlier = await asSeed(publicationsOfEarlierPolicies)
  const again = [...earlier.map(({ month }) => month), ...(await asSeed(monthsReplaced))]
  const wanted: Month[] = []
  let isLeftToPeople = false
  // a transaction each, so that the database learns how large its tables have become
  for (const month of [...new Set([...again, ...history])].toSorted()) {
    await asSeed(async (tx) => {
      if (!again.includes(month) && (await isPublished(tx, month))) return
      isLeftToPeople ||= (await receivedOf(tx, month)).some(({ synthetic }) => !synthetic)
      if (history.includes(month)) await saveSubmissions(tx, submissionsOf(month, ask, isLeftToPeople ? ask.live : []))
      if (!isLeftToPeople) wanted.push(month)
      else await replace(tx, earlier, month)
    })
  }
  await publishHistory(asSeed, ask.rollup, wanted, earlier)
  await asSeed(async (tx) => {
    if (months > 0 && !(await isPublished(tx, lastClosed))) await saveSubmissions(tx, submissionsOf(lastClosed, ask, ask.live))
    const year = await lastClosedYear(tx)
    if (year && monthsOf(year).every((month) => history.includes(month))) await saveSubmissions(tx, correctionOf(year, ask))
  })
}

/** One made-up trust has corrected one month of the year that was closed last: there is something to refresh. */
function correctionOf(year: FinancialYear, ask: SeedRollupAsk): NewSubmission[] {
  const month = monthsOf(year).at(-3) as Month
  const [first] = submissionsOf(month, ask, ask.live)
  if (!first) return []
  const counts = first.counts.map((count) => {
    const isCorrected = count.measure === 'report-within-2'
    return isCorrected ? { ...count, numerator: Math.max(0, count.numerator - 2) } : count
  })
  return [{ ...first, id: idOf(first.employer, month, 'corrected') as SubmissionId, restatement: 2, counts }]
}

/** Marks what an earlier policy published of the month, cell by cell, as replaced: by what follows here, or by people. */
async function replace(tx: ScopedTx, earlier: readonly Publication[], month: Month): Promise<void> {
  for (const { number } of earlier.filter((each) => each.month === month)) {
    const row = { publication: number, kind: 'replaced', at: tx.now, byName: MADE_UP_NAME, reason: 'earlier-policy' } as const
    await saveWithdrawal(tx, row)
  }
}

/**
 * Protects each financial year's months in one piece and publishes them one after another: what is safe together is safe for
 * whoever has read a part of it. A year is published whole, in the transaction that replaces what an earlier policy has
 * published of it, or, where a start is killed, not at all.
 */
async function publishHistory(
  asSeed: <T>(work: (tx: ScopedTx) => Promise<T>) => Promise<T>,
  rollup: SeedRollupAsk['rollup'],
  wanted: readonly Month[],
  earlier: readonly Publication[],
): Promise<void> {
  // nobody is served yet, so every core may weigh
  const limits = { ...WEIGH_LIMITS, threads: Math.min(4, availableParallelism()) }
  for (const of of new Set(wanted.map(yearOf))) {
    const own = wanted.filter((month) => yearOf(month) === of)
    const year = await asSeed((tx) => readYear(tx, { kind: 'month', month: own.at(-1) as Month }))
    const [weighed] = await weighYears([year], { limits })
    if (weighed?.kind !== 'weighed') throw new Error(`The made-up history of ${of} is not published: ${whyNot(weighed)}`)
    await asSeed(async (tx) => {
      await lockPublishing(tx)
      for (const month of own) {
        const closed = periodsClosedBy(month)
        const cells = weighed.cells.filter(({ period }) => closed.includes(period))
        await replace(tx, earlier, month)
        await publish(rollup, tx, { kind: 'month', month, cells, synthetic: true }, MADE_UP_NAME)
      }
    })
  }
}

const yearOf = (month: Month): string => periodOf('year', month)

function whyNot(year: Exclude<YearWeighed, { kind: 'weighed' }> | undefined): string {
  if (year?.kind === 'refused') return year.reasons.slice(0, 3).join(' ')
  return year?.kind === 'failed' ? FAILURE_SENTENCES[year.why] : 'it was stopped.'
}

function submissionsOf(month: Month, { madeUp }: Pick<SeedRollupAsk, 'madeUp'>, but: readonly TrustCode[]): NewSubmission[] {
  const on = lastDayOf(month)
  const isMadeUp = ({ code }: Trust) => (madeUp?.includes(code) ?? true) && !but.includes(code)
  const sending = trusts().filter((trust) => isOpen(trust, on) && isMadeUp(trust) && !sendsNothing(trust, month))
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
    .filter(({ measure }) => month >= GRIDS_SINCE && GRID_MEASURES.includes(measure))
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
