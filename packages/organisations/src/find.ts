import type { IcsCode, LondonDate, TrustCode } from '@oh/kernel'
import { ICS_OF_2022 } from './editions/2022.ts'
import { ICS_OF_2026 } from './editions/2026.ts'
import { EDITIONS, type Edition, type Ics } from './ics.ts'
import { SUCCESSIONS, type Succession } from './succession.ts'
import { isOpen, type Trust } from './trust.ts'
import { TRUSTS } from './trusts.ts'

const lists: Readonly<Record<Edition, readonly Ics[]>> = { '2022': ICS_OF_2022, '2026': ICS_OF_2026 }
const newestFirst = EDITIONS.toReversed()
const trustByCode: ReadonlyMap<string, Trust> = new Map(TRUSTS.map((trust) => [trust.code, trust]))

/** The edition of the geography in force on the date; before the first one began, the first. */
export function editionInForce(date: LondonDate): Edition {
  return newestFirst.find(({ inForceFrom }) => inForceFrom <= date)?.edition ?? '2022'
}

/** Every ICS of the edition, in region order (as `REGIONS`), then by name. */
export function icsList(edition: Edition): readonly Ics[] {
  return lists[edition]
}

/**
 * The ICS with this code in the edition; without an edition, in the newest that has it. A code may keep its ICS while the
 * tile or the area changes (QRL), so name the edition wherever a figure or a map depends on it. Unknown code: undefined.
 */
export function findIcs(code: string, edition?: Edition): Ics | undefined {
  const searched = edition === undefined ? newestFirst.map((row) => row.edition) : [edition]
  return searched.flatMap((each) => lists[each]).find((ics) => ics.code === code)
}

/**
 * The 205 NHS trusts of England that were open in December 2025, by code; those that have closed since are among them,
 * with the day (see `isOpen`). Trusts that closed earlier or opened later are not.
 */
export function trusts(): readonly Trust[] {
  return TRUSTS
}

/** The trust with this code, open or closed. Unknown code: undefined. */
export function findTrust(code: string): Trust | undefined {
  return trustByCode.get(code)
}

/**
 * The ICS a trust belongs to in the edition in force on the date. A closed trust keeps its place, so that old cases and
 * figures still have an ICS; ask `isOpen` whether it may take part. Unknown code: undefined.
 */
export function icsOfTrust(code: TrustCode, date: LondonDate): Ics | undefined {
  const edition = editionInForce(date)
  const trust = findTrust(code)
  return trust && findIcs(trust.ics[edition], edition)
}

/**
 * The trusts open on the date in the ICS, by name, in the edition in force on the date.
 * A code that this edition does not have: undefined, which is not the same as an ICS without trusts.
 */
export function trustsOfIcs(code: IcsCode, date: LondonDate): readonly Trust[] | undefined {
  const edition = editionInForce(date)
  if (!findIcs(code, edition)) return undefined
  return TRUSTS.filter((trust) => trust.ics[edition] === code && isOpen(trust, date)).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )
}

/**
 * Who followed this ICS, how and when; empty while it goes on. A split has several rows, and which of them a trust
 * followed only `icsOfTrust` knows. A code of no edition: undefined.
 */
export function succeededBy(code: IcsCode): readonly Succession[] | undefined {
  return findIcs(code) && SUCCESSIONS.filter(({ predecessor }) => predecessor === code)
}
