import type { Level } from './catalogue.ts'
import type { JointCell, JointTable } from './joint-table.ts'
import type { DisclosurePolicy } from './policy.ts'
import type { ProtectedCount } from './protect.ts'
import type { Solve } from './system.ts'

/** Why a part of a figure is not shown; for those inside only, as the mark itself carries no reason. */
export type Suppression = 'primary' | 'secondary'

export interface JointFigure extends ProtectedCount {
  readonly id: string
  readonly why: { readonly numerator?: Suppression; readonly denominator?: Suppression }
}

/** What was done, for those who prepare a publication; of no use to a reader, and not for one. */
export interface JointReport {
  /** Pairs of a protected sum and an attacker, each with FEWEST_VALUES values shown to be possible. */
  readonly attacked: number
  /** Parts of figures that the rules about the single cell left open, and how many of them were suppressed after all. */
  readonly open: number
  readonly suppressed: number
  /** Of these, for what one contributor would learn of the others in the figure. */
  readonly forContributors: number
  /** The fewest that any repair must suppress, as far as is proved: 0, as no more is. */
  readonly atLeast: number
  /** The same by level. Parts that a rule about the cell suppressed are `primary`, for a neighbour `secondary`. */
  readonly byLevel: Readonly<Record<Level, { readonly open: number; readonly primary: number; readonly secondary: number }>>
  /** Each part that is suppressed now and was not published before, in the order of the table. */
  readonly suppressions: readonly SuppressedPart[]
}

/** The two parts of a figure that are shown or not. */
export const FIGURE_PARTS = ['numerator', 'denominator'] as const
export type FigurePart = (typeof FIGURE_PARTS)[number]

export interface SuppressedPart {
  readonly id: string
  readonly part: FigurePart
  readonly why: Suppression
  /** The least and the most that the part was proved able to be for the public, at the least; undefined where few values are no secret. */
  readonly proved: { readonly least: number; readonly most: number } | undefined
  /** Of a neighbour: the cell whose sum it keeps. */
  readonly keeps: string | undefined
}

export type JointProtection =
  | { readonly kind: 'protected'; readonly figures: readonly JointFigure[]; readonly report: JointReport }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }

export interface JointAsk {
  readonly table: JointTable
  readonly policy: DisclosurePolicy
  /** What was published of cells of the table, by id: it stays as it is, and all of it is known to the attacker. */
  readonly earlier: ReadonlyMap<string, ProtectedCount>
  /** Whether the catalogue has the cell; what is not in it cannot be published. */
  readonly isInCatalogue: (cell: JointCell) => boolean
  readonly solve: Solve
}
