import type { IcsCode, LondonDate, TrustCode } from '@oh/kernel'
import type { Edition } from './ics.ts'
import type { RegionCode } from './regions.ts'

/** What a trust mainly provides: its NHS Staff Survey benchmarking group, or its sickness absence group where it has none. */
export type TrustType = 'acute' | 'specialist' | 'mental-health' | 'community' | 'ambulance'

export interface Trust {
  readonly code: TrustCode
  /** The newest name known, as of July 2026. */
  readonly name: string
  /** The name until the first half of 2026, for the few that took a new one. */
  readonly formerly?: string
  readonly type: TrustType
  readonly region: RegionCode
  /** The ICS it belongs to, by edition: routing uses the edition in force, published figures say which one they use. */
  readonly ics: Readonly<Record<Edition, IcsCode>>
  /** Staff in whole-time equivalents, December 2025. RBN is too high: it is lead employer of doctors who train elsewhere. */
  readonly staffFte: number
  /** First day, for a trust that opened after edition 2022 came in. */
  readonly openedOn?: LondonDate
  /** Last day open, for a trust that has closed. */
  readonly closedOn?: LondonDate
  /** The trust that took it in, which holds its records and so knows its counts. As the trusts announced; ODS is to confirm it. */
  readonly followedBy?: TrustCode
}

/** One line of the list: code, name, type, region, ICS in edition 2022, ICS in edition 2026, staff. */
export type TrustRow = readonly [
  code: string,
  name: string,
  type: TrustType,
  region: RegionCode,
  ics2022: string,
  ics2026: string,
  staffFte: number,
]

/** True from the trust's first day to its last, both included. */
export function isOpen(trust: Trust, date: LondonDate): boolean {
  return (trust.openedOn ?? date) <= date && date <= (trust.closedOn ?? date)
}
