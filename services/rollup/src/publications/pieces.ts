import type { JointTable } from '@oh/disclosure'
import type { Count, GridPlace } from '@oh/measures'

/** A count, or what was counted at one place of its grid, in numbers that do not overlap. */
export interface Piece {
  readonly at?: Partial<GridPlace>
  readonly counted: number
  /** None where all that is left is counted elsewhere. */
  readonly rest?: number
}

/** What is counted at a place: of shares those counted and those left, of a count without parts everybody in one number. */
export function pieceOf(kind: JointTable['kind'], { numerator, denominator, ...at }: Partial<GridPlace> & Count): Piece {
  const place = at.staffGroup === undefined ? {} : { at }
  return kind === 'whole' ? { ...place, counted: denominator } : { ...place, counted: numerator, rest: denominator - numerator }
}

interface Pair {
  readonly at: Partial<GridPlace> | undefined
  readonly now: Piece | undefined
  readonly before: Piece | undefined
}

/**
 * What stands for each other now and before, place by place. Where the places of one are not known, nobody has read figures
 * of them either: then any that add up will do, and the nearest to those of the other are taken.
 */
export function paired(now: readonly Piece[] | undefined, before: readonly Piece[] | undefined): Pair[] {
  if (!now || !before) return (now ?? before ?? []).map((piece) => ({ at: piece.at, now: now && piece, before: before && piece }))
  const ofNow = now.some(({ at }) => at) ? now : spread(now, before)
  const ofBefore = before.some(({ at }) => at) ? before : spread(before, now)
  const places = new Map([...ofNow, ...ofBefore].map(({ at }) => [nameOf(at), at]))
  const nobody = (at: Partial<GridPlace> | undefined): Piece => ({ ...(at && { at }), counted: 0, rest: 0 })
  const find = (pieces: readonly Piece[], name: string) => pieces.find(({ at }) => nameOf(at) === name)
  return [...places].map(([name, at]) => ({
    ...{ at, now: find(ofNow, name) ?? nobody(at), before: find(ofBefore, name) ?? nobody(at) },
  }))
}

const nameOf = (at: Partial<GridPlace> | undefined): string => `${at?.staffGroup} ${at?.reasonGroup}`

/** A whole spread over the places of another: as many as there, more at the first and fewer at the last. */
function spread([whole]: readonly Piece[], places: readonly Piece[]): readonly Piece[] {
  if (!whole || !places.some(({ at }) => at)) return whole ? [whole] : []
  const over = (key: 'counted' | 'rest') => {
    let left = whole[key] ?? 0
    const taken = places.map((piece) => {
      const here = Math.min(left, piece[key] ?? 0)
      left -= here
      return here
    })
    return taken.map((here, at) => (at === 0 ? here + left : here))
  }
  const [counted, rest] = [over('counted'), over('rest')]
  return places.map(({ at }, place) => ({ ...(at && { at }), counted: counted[place] ?? 0, rest: rest[place] ?? 0 }))
}
