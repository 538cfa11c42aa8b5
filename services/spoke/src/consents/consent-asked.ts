import type { MoveRow } from '../cases/case.store.ts'

/**
 * The move by which the worker was asked for consent, while nobody has answered since: no consent, no other ground and no
 * withdrawal came after it. Takes the moves of one case, the newest first.
 */
export function openAsk(moves: readonly MoveRow[]): MoveRow | undefined {
  const last = moves.find(({ event }) => event.startsWith('consent-') || event === 'gate-recorded')
  return last?.event === 'consent-asked' ? last : undefined
}
