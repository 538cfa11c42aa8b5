import type { IcsCode, LondonDate } from '@oh/kernel'
import type { RegionCode } from './regions.ts'

/** Edition of the geography, by the year in which it came into force. */
export type Edition = '2022' | '2026'

/** Every edition with the day it came into force, earliest first. */
export const EDITIONS: readonly { readonly edition: Edition; readonly inForceFrom: LondonDate }[] = [
  { edition: '2022', inForceFrom: '2022-07-01' as LondonDate },
  { edition: '2026', inForceFrom: '2026-04-01' as LondonDate },
]

/** Place on a map of equal squares: column 0 in the west, row 0 in the north. Our own layout, not an official map. */
export interface Tile {
  readonly column: number
  readonly row: number
}

/** An integrated care system, addressed by the code of its board. */
export interface Ics {
  readonly code: IcsCode
  /** As people say it: 'Leicester, Leicestershire and Rutland'. */
  readonly name: string
  /** The board in law: 'NHS Leicester, Leicestershire and Rutland Integrated Care Board'. */
  readonly legalName: string
  /** Two to five characters for a tile or a chart label, unique within an edition; our own, not an official code. */
  readonly abbreviation: string
  readonly region: RegionCode
  readonly tile: Tile
}

/** One line of an edition: code, name, abbreviation, region, column and row of the tile. */
export type IcsRow = readonly [code: string, name: string, abbreviation: string, region: RegionCode, column: number, row: number]

/** The ICS of one line. Every board's legal name is its system's name between the same words. */
export function icsFrom([code, name, abbreviation, region, column, row]: IcsRow): Ics {
  const legalName = `NHS ${name} Integrated Care Board`
  return { code: code as IcsCode, name, legalName, abbreviation, region, tile: { column, row } }
}
