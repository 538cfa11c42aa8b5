import { isOfFew, peopleFound, peopleIn } from '../../attack/judge.ts'
import { openProgrammes } from '../../attack/programme.ts'
import { type Attacker, recover } from '../../attack/recover.ts'
import type { Knowledge } from '../../attack/what-is-told.ts'

const EFFORT = { idleRounds: 3, seconds: 300 }

/** One attacker against one family of measures in one year. */
export interface CrawlAttack {
  /** The year and the family. */
  readonly what: string
  readonly attacker: Attacker
  readonly knowledge: Knowledge
  /** The true value of each unknown: for the judge. */
  readonly truth: readonly number[]
}

/** How many sums were attacked, and of how many people were found, or could not be proved not to be. */
export type CrawlTotals = Record<'attacked' | 'exact' | 'narrow' | 'unproved' | 'ofNobody' | 'left', number>

export interface CrawlOutcome {
  readonly what: string
  /** Who attacked. */
  readonly attacker: string
  readonly totals: CrawlTotals
  /** Each sum of people that was found, in words. */
  readonly found: readonly string[]
  readonly seconds: number
}

/**
 * What one attacker gets: people are what counts; sums of nobody that he holds to few values, and sums of many that no round
 * settled, stand beside. Every attack has a solver of its own, as one that has run out of memory answers nothing more.
 */
export async function outcomeOf({ what, attacker, knowledge, truth }: CrawlAttack): Promise<CrawlOutcome> {
  const began = performance.now()
  const isWorth = isOfFew(truth, attacker)
  const { attacked, findings, left } = recover(knowledge, attacker, await openProgrammes(), { ...EFFORT, isWorth })
  const found = peopleFound(findings, truth, attacker)
  const nobody = findings.filter(({ told }) => told.hasFigure && told.isHidden && peopleIn(told, truth, attacker) === 0)
  const count = (verdict: string) => found.filter((finding) => finding.verdict === verdict).length
  const unproved = findings.filter(({ verdict }) => verdict === 'unproved').length
  return {
    ...{ what, attacker: attacker.name },
    totals: { attacked, exact: count('exact'), narrow: count('narrow'), unproved, ofNobody: nobody.length, left },
    found: found.map(({ told, verdict, least, most }) => `${told.figure} ${told.part} ${verdict} ${least} to ${most}`),
    seconds: (performance.now() - began) / 1_000,
  }
}
