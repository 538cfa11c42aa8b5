import { inWords, isOfFew, peopleFound, peopleIn } from '../../attack/judge.ts'
import { openProgrammes } from '../../attack/programme.ts'
import { type Attacker, isTarget, recover } from '../../attack/recover.ts'
import { type Knowledge, NO_LIMIT, type Told } from '../../attack/what-is-told.ts'
import { undecided } from './attack-again.ts'
import { chanceFrom } from './chance.ts'
import type { Reading } from './reader.ts'

const EFFORT = { idleRounds: 6, seconds: 300 }

/** One attacker against one family of measures in one year. */
export interface CrawlAttack {
  /** The year and the family. */
  readonly what: string
  readonly attacker: Attacker
  readonly knowledge: Knowledge
  /** The true value of each unknown: for the judge. */
  readonly truth: readonly number[]
}

/** How many sums of few were attacked, and in how many of them people were found, or could not be proved not to be. */
export type CrawlTotals = Record<'attacked' | 'exact' | 'narrow' | 'unproved' | 'ofNobody' | 'asked', number>

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
 * What one attacker gets: people are what counts, and sums of nobody that he holds to few values stand beside. Worlds that he
 * cannot tell from the truth are looked for first: a sum that takes five values in them is safe. Only what is left is
 * asked of a solver, as a problem of a large table takes a minute and more. Every attack has a solver of its own, since one
 * that has run out of memory answers nothing more.
 */
export async function outcomeOf({ what, attacker, knowledge, truth }: CrawlAttack): Promise<CrawlOutcome> {
  const began = performance.now()
  const reading = readingOf(knowledge, attacker, truth)
  const rows = undecided(reading, chanceFrom(truth.length + attacker.own.size))
  const left = new Set(rows.map((row) => knowledge.told[row]))
  const { findings } = recover(knowledge, attacker, await openProgrammes(), { ...EFFORT, isWorth: (each) => left.has(each) })
  const found = peopleFound(findings, truth, attacker)
  const nobody = findings.filter(({ told }) => told.hasFigure && told.isHidden && peopleIn(told, truth, attacker) === 0)
  const count = (verdict: string) => found.filter((finding) => finding.verdict === verdict).length
  const unproved = findings.filter(({ verdict }) => verdict === 'unproved').length
  const people = { exact: count('exact'), narrow: count('narrow'), unproved, ofNobody: nobody.length }
  return {
    ...{ what, attacker: attacker.name },
    totals: { attacked: reading.secrets.length, ...people, asked: left.size },
    found: found.map(inWords),
    seconds: (performance.now() - began) / 1_000,
  }
}

/**
 * What he knows. Sums of many are no secrets, as nobody is found in them, nor is what is part of a figure that is shown as 0:
 * the figure says so itself.
 */
function readingOf({ told, unknowns }: Knowledge, attacker: Attacker, truth: readonly number[]): Reading {
  const isFew = isOfFew(truth, attacker)
  const nobody = new Set(told.filter(({ most }) => most === 0).flatMap((each) => each.unknowns))
  const isSecret = (each: Told) =>
    isTarget(each, attacker) && isFew(each) && !each.unknowns.every((unknown) => nobody.has(unknown))
  return {
    name: attacker.name,
    rows: told.map(({ figure, part, unknowns: own, least, most }) => ({
      ...{ id: `${figure} ${part}`, unknowns: own, least },
      most: most === NO_LIMIT ? Number.POSITIVE_INFINITY : most,
    })),
    truth,
    ownerOf: unknowns.map(({ trust }) => trust),
    isKnown: Uint8Array.from(unknowns.keys(), (unknown) => (attacker.own.has(unknown) ? 1 : 0)),
    secrets: told.flatMap((each, row) => (isSecret(each) ? [row] : [])),
  }
}
