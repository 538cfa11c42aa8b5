import type { Instant } from '@oh/kernel'

/** A move of a case, the newest first, as far as consent is told from it. */
export interface ConsentMove {
  readonly event: string
  readonly at: Instant
  readonly byName: string
}

/** When and by whom the worker was asked for consent, while nobody has answered or recorded anything since. */
export function consentAsked(moves: readonly ConsentMove[]): ConsentMove | undefined {
  const last = moves.find(({ event }) => event.startsWith('consent-') || event === 'gate-recorded')
  return last?.event === 'consent-asked' ? last : undefined
}
