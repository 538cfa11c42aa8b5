import { type FinancialYear, type Instant, type Month, monthsOf, periodOf } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, gt, inArray, like, type SQL } from 'drizzle-orm'
import { notReplaced } from './publication.store.ts'
import { publication, withdrawal } from './publication.table.ts'

/**
 * What may still come of figures that a service sends of a month. `open`: it is not published, and they are in it when it
 * is. `published`: they count when its year is refreshed. `passed-over`: nobody had sent it when a later one was published.
 * `final`: its year was refreshed, or a later year has been closed since.
 */
export type MonthStanding =
  | { readonly kind: 'open' | 'passed-over' | 'final' }
  | {
      readonly kind: 'published'
      readonly publication: number
      readonly publishedAt: Instant
      /** The financial year at whose refresh they count. */
      readonly year: FinancialYear
    }

/** How a month stands. Holds until the transaction ends if publishing is held. */
export async function standingOfMonth(tx: ScopedTx, month: Month): Promise<MonthStanding> {
  const [own] = await newest(tx, and(eq(publication.month, month), eq(publication.kind, 'month')))
  if (!own) return { kind: (await newest(tx, gt(publication.month, month))).length > 0 ? 'passed-over' : 'open' }
  const year = yearOf(month)
  const [closed] = await newest(tx, and(gt(publication.month, endOf(year)), like(publication.month, '%-03')))
  if (closed || (await refreshOf(tx, year))) return { kind: 'final' }
  return { kind: 'published', publication: own.number, publishedAt: own.publishedAt, year }
}

/** The financial year that was closed last: its March is published. Undefined before there is one. */
export async function lastClosedYear(tx: ScopedTx): Promise<FinancialYear | undefined> {
  const [march] = await newest(tx, like(publication.month, '%-03'))
  return march && yearOf(march.month)
}

/** Number of the publication by which a year was refreshed, withdrawn or not; undefined before that. */
export async function refreshOf(tx: ScopedTx, year: FinancialYear): Promise<number | undefined> {
  const [found] = await newest(tx, and(eq(publication.month, endOf(year)), eq(publication.kind, 'refresh')))
  return found?.number
}

/** Whether a publication of the year was withdrawn because it told too much: what has not changed in it would come back. */
export async function isAnyTellingTooMuch(tx: ScopedTx, year: FinancialYear): Promise<boolean> {
  const rows = await tx.sql
    .select({ number: publication.number })
    .from(publication)
    .innerJoin(withdrawal, eq(withdrawal.publication, publication.number))
    .where(and(inArray(publication.month, monthsOf(year)), eq(withdrawal.reason, 'tells-too-much')))
    .limit(1)
  return rows.length > 0
}

/** The financial year of a month. */
export const yearOf = (month: Month): FinancialYear => periodOf('year', month) as FinancialYear

/** The March of a year. */
export const endOf = (year: FinancialYear): Month => monthsOf(year).at(-1) as Month

function newest(tx: ScopedTx, which: SQL | undefined) {
  return tx.sql
    .select()
    .from(publication)
    .where(and(which, notReplaced(tx)))
    .orderBy(desc(publication.month), desc(publication.number))
    .limit(1)
}
