/** Order of code units: the same on every machine and in every locale. */
export function byText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The first comparison that tells the two apart; 0 when none does. */
export function firstDifference(...comparisons: readonly number[]): number {
  return comparisons.find((comparison) => comparison !== 0) ?? 0
}

/** Small first; two infinities are equal, which subtraction would make NaN. */
export function byNumber(one: number, other: number): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Throws RangeError when an id stands twice: a list from two sources would otherwise be placed twice. */
export function refuseTwice(what: string, ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw new RangeError(`${what} ${id} is given twice`)
    seen.add(id)
  }
}
