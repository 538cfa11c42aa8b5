import type { IcsCode, LondonDate } from '@oh/kernel'

/** How one board followed another: whole into a new one, in parts into several, or a part into one that went on. */
export type SuccessionKind = 'merger' | 'split' | 'acquisition'

export interface Succession {
  readonly predecessor: IcsCode
  readonly successor: IcsCode
  readonly kind: SuccessionKind
  /** First day of the successor's charge. */
  readonly effectiveOn: LondonDate
}

/** The successions of 1 April 2026: predecessor, successor, kind. */
const rows: readonly (readonly [predecessor: string, successor: string, kind: SuccessionKind])[] = [
  ['QH8', 'D7T5G', 'merger'],
  ['QHG', 'S1Y5D', 'merger'],
  ['QJG', 'D7T5G', 'split'],
  ['QJG', 'T6Y0W', 'split'],
  ['QM7', 'D7T5G', 'split'],
  ['QM7', 'S1Y5D', 'split'],
  ['QMJ', 'Z9B2Z', 'merger'],
  ['QMM', 'T6Y0W', 'merger'],
  ['QNQ', 'QRL', 'acquisition'],
  ['QNQ', 'S0E4D', 'split'],
  ['QNQ', 'S9B9J', 'split'],
  ['QNX', 'S9B9J', 'merger'],
  ['QRV', 'Z9B2Z', 'merger'],
  ['QU9', 'S0E4D', 'merger'],
  ['QUE', 'S1Y5D', 'merger'],
  ['QXU', 'S9B9J', 'merger'],
]

/**
 * Who followed whom, by predecessor. Where a board was split (QJG, QM7, QNQ) a code does not tell where a trust went:
 * ask `icsOfTrust`. The part of QNQ that QRL took over holds no trust's headquarters.
 */
export const SUCCESSIONS: readonly Succession[] = rows.map(([predecessor, successor, kind]) => ({
  predecessor: predecessor as IcsCode,
  successor: successor as IcsCode,
  kind,
  effectiveOn: '2026-04-01' as LondonDate,
}))
