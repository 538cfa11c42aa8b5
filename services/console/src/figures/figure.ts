import { type Mark, notAvailable, type Shown } from '@oh/disclosure'
import type { Period } from '@oh/kernel'
import { graphql } from '../graphql.ts'

/** One figure of a publication, as every page and download of figures reads it. */
export const FIGURE = graphql(`
  fragment PublishedFigure on Figure @_unmask {
    area period numerator { value mark } denominator { value mark } ratio { value mark }
    contributors expected staffCovered publication policy synthetic revised
  }
`)

/** A value or its mark as the graph answers it. */
export interface AnsweredValue {
  readonly value: number | null
  readonly mark: string | null
}

/** A published figure, its parts as values or marks and never as both or neither. */
export interface Figure {
  readonly area: string
  readonly period: Period
  readonly numerator: Shown
  readonly denominator: Shown
  readonly ratio: Shown
  /** Organisations in it, and those that ought to be. */
  readonly contributors: number
  readonly expected: number
  /** Whole percentage of their staff. */
  readonly staffCovered: number
  readonly publication: number
  readonly policy: number
  readonly synthetic: boolean
  /** Its year was refreshed, and it is not what was published before; null where that cannot be said yet. */
  readonly revised: boolean | null
}

type AnsweredFigure = Omit<Figure, 'period' | 'numerator' | 'denominator' | 'ratio'> & {
  readonly period: string
  readonly numerator: AnsweredValue
  readonly denominator: AnsweredValue
  readonly ratio: AnsweredValue
}

const MARKS: readonly string[] = ['c', 'x', 'z'] satisfies readonly Mark[]

/** A value, or its mark; what has neither, as from a member of another version, is not available. */
export function shownOf(answered: AnsweredValue | null | undefined): Shown {
  if (answered?.value != null) return { value: answered.value }
  return answered?.mark != null && MARKS.includes(answered.mark) ? { mark: answered.mark as Mark } : notAvailable
}

/** Figures as they were answered, in their order; none for a series that did not come. */
export function figuresOf(answered: readonly AnsweredFigure[] | null | undefined): Figure[] {
  return (answered ?? []).map((each) => ({
    ...each,
    period: each.period as Period,
    numerator: shownOf(each.numerator),
    denominator: shownOf(each.denominator),
    ratio: shownOf(each.ratio),
  }))
}
