const SECOND = 1_000

/** The times of a key source, in milliseconds. */
export const REFRESH = {
  attemptLastsMs: SECOND,
  /** A minute less than the 5 within which a key taken away must be refused. */
  freshForMs: 4 * 60 * SECOND,
  usableForMs: 24 * 60 * 60 * SECOND,
  cooldownMs: 30 * SECOND,
  unknownKeyEveryMs: 60 * SECOND,
  /** With nothing to serve from, waiting long gains nothing: both sides may just be starting. */
  emptyCooldownMs: SECOND,
} as const

/** Times in milliseconds since 1970; minus infinity for never. */
export interface RefreshState {
  readonly now: number
  /** When the last attempt began. */
  readonly triedAt: number
}

/** True when the set itself, whatever is looked for, should be asked for again. */
export function refreshIsDue({ now, heldAt, triedAt }: RefreshState & { readonly heldAt: number | undefined }): boolean {
  const age = heldAt === undefined ? Number.POSITIVE_INFINITY : now - heldAt
  if (age < REFRESH.freshForMs) return false
  return now - triedAt >= (age < REFRESH.usableForMs ? REFRESH.cooldownMs : REFRESH.emptyCooldownMs)
}

/** True when a `kid` that no held key has may cause one more question. Whoever sends tokens must not steer our traffic. */
export function unknownKeyMayRefresh({ now, triedAt, askedAt }: RefreshState & { readonly askedAt: number }): boolean {
  return now - triedAt >= REFRESH.cooldownMs && now - askedAt >= REFRESH.unknownKeyEveryMs
}
