import type { LentSessionRow } from './lending.store.ts'

/** Why a session is over that its lender cannot hold. */
export const RECALLED = 'recalled-by-lender'

export function isRecalled({ state, returnedFor }: Pick<LentSessionRow, 'state' | 'returnedFor'>): boolean {
  return state === 'returned' && returnedFor === RECALLED
}
