/**
 * What a pure rule says. A refusal is an ordinary value that the caller must open; it is never thrown.
 * Reasons are stable kebab-case words, collected rather than first-one-wins.
 */
export type Ruling<Reason extends string> = Allowed | Refused<Reason>
export interface Allowed {
  readonly kind: 'allowed'
}
export interface Refused<Reason extends string> {
  readonly kind: 'refused'
  readonly reasons: readonly [Reason, ...Reason[]]
}

export const allowed: Allowed = { kind: 'allowed' }

/** A refusal with at least one reason, in the order given, each once. */
export function refused<Reason extends string>(first: Reason, ...rest: Reason[]): Refused<Reason> {
  return { kind: 'refused', reasons: [...new Set([first, ...rest])] as [Reason, ...Reason[]] }
}

/** Allowed when there are no reasons against, else refused with all of them. */
export function rulingOf<Reason extends string>(reasonsAgainst: readonly Reason[]): Ruling<Reason> {
  const [first, ...rest] = reasonsAgainst
  return first === undefined ? allowed : refused(first, ...rest)
}

/** One row of a rule table: the reason word, when it refuses, and the source that a clinician can look up. */
export interface RefusalRule<Reason extends string, Facts> {
  readonly refuses: Reason
  readonly when: (facts: Facts) => boolean
  readonly source: string
}

/** Runs every row and collects the reasons of all that refuse, in table order. */
export function ruleBy<Reason extends string, Facts>(rules: readonly RefusalRule<Reason, Facts>[], facts: Facts): Ruling<Reason> {
  return rulingOf(rules.filter((rule) => rule.when(facts)).map((rule) => rule.refuses))
}

/** Marks a branch the types rule out; reaching it is a bug. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
