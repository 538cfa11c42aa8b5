import { audit } from '@oh/audit'
import { lastDayOf, type Month } from '@oh/kernel'
import { type Count, findMeasure, type GridCount, type LookAgain, lookAgain, type MeasureId } from '@oh/measures'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { employersOn } from '../service/employer-names.reads.ts'
import { type CompiledMonth, compileMonth } from './compile-month.ts'
import { addsGrid, hasNewFigures, type Standing, standingOf } from './standing.ts'
import { type SubmissionRow, submissionBefore, submissionsOf } from './submission.store.ts'

/** One measure of the month, beside what was sent of it. */
export interface CountView extends Count {
  readonly measure: MeasureId
  readonly version: number
  /** What counts of this month now at the rollup, or is on its way there; undefined before the first sign-off. */
  readonly sent: Count | undefined
  /** The month sent before this one. */
  readonly before: Count | undefined
  readonly lookAgain: readonly LookAgain[]
}

/** An employer's month as it would be signed off now, and as it stands. */
export interface MonthView {
  readonly kind: 'read'
  readonly month: Month
  readonly employer: { readonly code: string; readonly name: string; readonly staffServed: number }
  readonly counts: readonly CountView[]
  /** How the counts of those measures that have a grid are made up, place by place; a place not named counted 0 of 0. */
  readonly grid: readonly GridCount[]
  readonly digest: string
  readonly floor: number
  readonly unrecorded: number
  readonly standing: Standing
  /** The figures differ from what was last sent, or nothing was sent. */
  readonly isNew: boolean
  /** They were signed off without a grid and can be signed off again with one. */
  readonly addsGrid: boolean
  readonly before: Month | undefined
}

export interface MonthAsk {
  readonly month: Month
  readonly employer: string
}

/** The head of service looks at a closed month of an employer. Hidden for an employer that was not served at its end. */
export function readSubmission(spoke: Pick<Spoke, 'db'>, actor: Actor, ask: MonthAsk): Promise<Denied | MonthView> {
  return asActor(spoke.db, actor, async (tx) => {
    const access = { action: 'submission.read', resource: 'submission', ids: [ask.month, ask.employer] } as const
    const denied = await permitted(tx, { ...access, holds: ['service'] })
    if (denied) return denied
    const compiled = await compileAsked(tx, ask)
    if (typeof compiled === 'string') {
      await audit(tx, { ...access, outcome: 'hidden', reasons: [compiled] })
      return { kind: 'hidden' }
    }
    await audit(tx, { ...access, outcome: 'allowed' })
    return viewMonth(tx, compiled)
  })
}

/** The month compiled, or why it cannot be: not over yet, or of an employer not served then. */
export async function compileAsked(
  tx: ScopedTx,
  { month, employer }: MonthAsk,
): Promise<CompiledMonth | 'month-not-over' | 'employer-not-served'> {
  const end = lastDayOf(month)
  if (end >= tx.today) return 'month-not-over'
  const served = (await employersOn(tx, end)).find(({ code }) => code === employer)
  return served ? compileMonth(tx, served, month) : 'employer-not-served'
}

/** The compiled month beside everything that was signed off before. */
export async function viewMonth(tx: ScopedTx, compiled: CompiledMonth): Promise<MonthView> {
  const { month, employer, counts, grid, digest, floor, unrecorded } = compiled
  const standing = standingOf(await submissionsOf(tx, [month], employer.code))
  const before = await submissionBefore(tx, employer.code, month)
  return {
    kind: 'read',
    month,
    employer,
    grid,
    digest,
    floor,
    unrecorded,
    standing,
    isNew: hasNewFigures(standing, compiled),
    addsGrid: addsGrid(standing, compiled),
    before: before?.month,
    counts: counts.map(({ measure, version, ...now }) => {
      const earlier = countIn(before, measure, version)
      const known = findMeasure(measure)
      return {
        measure,
        version,
        ...now,
        sent: countIn(standing.counting, measure, version),
        before: earlier,
        lookAgain: known ? lookAgain(known, now, earlier) : [],
      }
    }),
  }
}

/** Two versions of a measure are two measures: what was counted by another is not set beside this one. */
function countIn(row: SubmissionRow | undefined, measure: string, version: number): Count | undefined {
  const found = row?.counts.find((count) => count.measure === measure && count.version === version)
  return found && { numerator: found.numerator, denominator: found.denominator }
}
