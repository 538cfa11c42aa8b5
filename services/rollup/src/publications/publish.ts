import { createHash } from 'node:crypto'
import { signCompact } from '@oh/auth'
import { POLICY } from '@oh/disclosure'
import { type Month, monthsOf } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Rollup } from '../context.ts'
import { standingMonths } from '../submissions/submission.store.ts'
import { areasOf, type FigureCell, makeCells, periodsClosedBy } from './make-cells.ts'
import { latestPublication, savePublication } from './publication.store.ts'

/** Geography in which areas are compared, until the annual refresh says otherwise. */
const EDITION = '2022'

/**
 * Makes and keeps the publication of a month: every period that the month closes, protected, numbered and signed. Runs
 * as the publishing part of the rollup, the only one that reads exact figures. Resolves to its number.
 */
export async function publish(
  { signingKey, id, madeUp }: Pick<Rollup, 'signingKey' | 'id' | 'madeUp'>,
  tx: ScopedTx,
  month: Month,
  byName: string,
): Promise<number> {
  const periods = periodsClosedBy(month)
  const longest = periods.at(-1) ?? month
  const { contributions, synthetic } = await standingMonths(tx, monthsOf(longest))
  const cells = periods.flatMap((period) => makeCells(period, areasOf(period, EDITION), contributions, POLICY))
  const number = ((await latestPublication(tx))?.number ?? 0) + 1
  const digest = digestOf(number, cells)
  const signature = await signCompact(signingKey, 'publication+jws', { iss: id, number, month, digest })
  await savePublication(
    tx,
    {
      number,
      month,
      edition: EDITION,
      policy: POLICY.version,
      synthetic: synthetic || madeUp,
      publishedAt: tx.now,
      publishedByName: byName,
      digest,
      signature,
    },
    cells,
  )
  return number
}

/** SHA-256 over the number and every cell in order: the same figures give the same text. */
export function digestOf(number: number, cells: readonly FigureCell[]): string {
  const lines = cells.map(
    ({ measure, version, level, area, period, numerator, denominator, contributors, expected, staffCovered }) =>
      JSON.stringify([measure, version, level, area, period, numerator, denominator, contributors, expected, staffCovered]),
  )
  return createHash('sha256')
    .update([String(number), ...lines].join('\n'))
    .digest('hex')
}
