import { createHash } from 'node:crypto'
import { signCompact } from '@oh/auth'
import { gridShapeOf, LEVELS, POLICY } from '@oh/disclosure'
import { type Month, monthsOf, periodOf } from '@oh/kernel'
import { MEASURES } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import type { Rollup } from '../context.ts'
import { countingIds, saveCounted, type WhatCounts } from '../submissions/submission.store.ts'
import type { FigureCell } from './make-cells.ts'
import { nextNumber, savePublication } from './publication.store.ts'
import type { PublicationKind } from './publication.table.ts'

/** Geography in which areas are compared unless another is asked for. */
export const EDITION = '2022'

/** What is to be published: a month and the longer periods that it closes, or a whole year anew. */
export interface ToPublish {
  readonly kind: PublicationKind
  /** Of a refresh the March of its year. */
  readonly month: Month
}

/** Figures that are protected and proved. */
export interface ProtectedFigures extends ToPublish {
  readonly cells: readonly FigureCell[]
  /** Some of what it counts is made up. */
  readonly synthetic: boolean
}

/**
 * Keeps a publication, numbered and signed, with the submissions that it has counted. Runs as the publishing part of the
 * rollup, under its lock. Resolves to its number.
 */
export async function publish(
  { signingKey, id, madeUp }: Pick<Rollup, 'signingKey' | 'id' | 'madeUp'>,
  tx: ScopedTx,
  { kind, month, cells, synthetic }: ProtectedFigures,
  byName: string,
): Promise<number> {
  const { number, restatement } = await nextNumber(tx, month)
  const counted = await countingIds(tx, ...countedBy({ kind, month }))
  const ordered = inOrder(cells)
  const digest = digestOf(number, ordered)
  const signature = await signCompact(signingKey, 'publication+jws', { iss: id, number, month, digest })
  const by = { publishedAt: tx.now, publishedByName: byName }
  const row = { number, month, kind, restatement, edition: EDITION, policy: POLICY.version, digest, signature, ...by } as const
  await savePublication(tx, { ...row, synthetic: synthetic || madeUp }, ordered)
  await saveCounted(tx, number, counted)
  return number
}

/** Of which months a publication counts what, beside what earlier ones have counted. */
export function countedBy({ kind, month }: ToPublish): [months: Month[], what: WhatCounts] {
  return kind === 'refresh' ? [monthsOf(periodOf('year', month)), 'newest'] : [[month], 'standing']
}

/**
 * SHA-256 over the number and every cell in order: the same figures give the same text. Of a figure of a grid the two groups
 * come last; of any other nothing does, so that what has no grid is the text that it was before there were any.
 */
export function digestOf(number: number, cells: readonly FigureCell[]): string {
  const lines = cells.map((cell) => {
    const { measure, version, level, area, period, numerator, denominator, contributors, expected, staffCovered } = cell
    const whole = [measure, version, level, area, period, numerator, denominator, contributors, expected, staffCovered]
    return JSON.stringify(gridShapeOf(cell) ? [...whole, cell.staffGroup ?? '', cell.reasonGroup ?? ''] : whole)
  })
  return createHash('sha256')
    .update([String(number), ...lines].join('\n'))
    .digest('hex')
}

/** By length of the period, measure and level as they are listed, code of the area, and place in a grid, the whole first. */
function inOrder(cells: readonly FigureCell[]): FigureCell[] {
  const measures = new Map(MEASURES.map(({ id }, at) => [id, at]))
  const place = ({ period, measure, level }: FigureCell) =>
    (monthsOf(period).length * MEASURES.length + (measures.get(measure) ?? 0)) * LEVELS.length + LEVELS.indexOf(level)
  const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const gridOf = ({ staffGroup, reasonGroup }: FigureCell) => `${staffGroup ?? ''}/${reasonGroup ?? ''}`
  return cells.toSorted((a, b) => place(a) - place(b) || before(a.area, b.area) || before(gridOf(a), gridOf(b)))
}
