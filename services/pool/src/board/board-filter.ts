import type { LondonDate } from '@oh/kernel'
import type { Skill } from '@oh/routing'

/** Where an escalation is, as a coordinator narrows the board. */
export const BOARD_STANDINGS = ['waiting', 'offered', 'taken'] as const
export type BoardStanding = (typeof BOARD_STANDINGS)[number]

/** `late`: the due date has passed. `this-week`: that, or it comes within seven days. */
export const BOARD_DUE = ['late', 'this-week'] as const
export type BoardDue = (typeof BOARD_DUE)[number]

/** What the board is narrowed to; what is absent narrows nothing. */
export interface BoardFilter {
  readonly skill?: Skill | undefined
  readonly standing?: BoardStanding | undefined
  readonly dueBefore?: LondonDate | undefined
}
