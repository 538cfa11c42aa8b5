/**
 * Every way in which one member says no to another's message or request, as one table: the HTTP status, and whether the
 * no is `lasting` (the same bytes will never be taken in: parked after a few tries) or `passing` (tried again for ever).
 * A clock that is off, a suspended sender, a key or member the other side has not learnt yet all mend themselves.
 *
 * What the no is about tells what may have become of earlier attempts, whose answers can be lost:
 * - `content`: what the message says. Its bytes never change, or it was looked for among the receipts first: it never took effect.
 * - `attempt`: who sent it, with which key and envelope, when and where to, before anyone looked whether it is here: it may have taken effect.
 * - `place`: its number, its place or its case, which the other side has or misses: something may have been taken in under it.
 */
export const REFUSALS = {
  'bad-envelope': { status: 400, lasts: 'lasting', about: 'attempt' },
  'bad-signature': { status: 401, lasts: 'lasting', about: 'attempt' },
  'attempt-expired': { status: 401, lasts: 'passing', about: 'attempt' },
  'unknown-sender': { status: 401, lasts: 'passing', about: 'attempt' },
  'unknown-key': { status: 401, lasts: 'passing', about: 'attempt' },
  'sender-not-active': { status: 403, lasts: 'passing', about: 'attempt' },
  'wrong-source': { status: 403, lasts: 'lasting', about: 'attempt' },
  'not-allowed': { status: 403, lasts: 'lasting', about: 'content' },
  'wrong-destination': { status: 403, lasts: 'lasting', about: 'attempt' },
  replayed: { status: 409, lasts: 'lasting', about: 'attempt' },
  gap: { status: 409, lasts: 'passing', about: 'place' },
  'id-reused': { status: 409, lasts: 'lasting', about: 'place' },
  'seq-reused': { status: 409, lasts: 'lasting', about: 'place' },
  'older-epoch': { status: 409, lasts: 'lasting', about: 'place' },
  'too-large': { status: 413, lasts: 'lasting', about: 'content' },
  'unknown-version': { status: 422, lasts: 'lasting', about: 'content' },
  'bad-shape': { status: 422, lasts: 'lasting', about: 'content' },
  'not-our-pool': { status: 403, lasts: 'lasting', about: 'content' },
  'not-served': { status: 403, lasts: 'lasting', about: 'content' },
  'trust-not-served': { status: 403, lasts: 'lasting', about: 'content' },
  'agreement-known': { status: 409, lasts: 'lasting', about: 'place' },
  'agreement-unknown': { status: 409, lasts: 'lasting', about: 'content' },
  'session-unknown': { status: 409, lasts: 'lasting', about: 'content' },
  'already-accepted': { status: 409, lasts: 'lasting', about: 'content' },
  'already-answered': { status: 409, lasts: 'lasting', about: 'content' },
  'case-not-waiting': { status: 409, lasts: 'lasting', about: 'content' },
  'escalation-known': { status: 409, lasts: 'lasting', about: 'place' },
  'escalation-unknown': { status: 409, lasts: 'lasting', about: 'content' },
  'not-accepted': { status: 409, lasts: 'lasting', about: 'content' },
  'not-accepted-by-this-person': { status: 409, lasts: 'lasting', about: 'content' },
  'not-the-subject': { status: 422, lasts: 'lasting', about: 'content' },
  'signature-does-not-hold': { status: 422, lasts: 'lasting', about: 'content' },
  'specialist-unknown': { status: 422, lasts: 'lasting', about: 'content' },
  'try-later': { status: 503, lasts: 'passing', about: 'attempt' },
} as const satisfies Record<string, { status: number; lasts: 'lasting' | 'passing'; about: 'content' | 'attempt' | 'place' }>

export type RefusalCode = keyof typeof REFUSALS

export function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(REFUSALS, code)
}

/**
 * A handler's no that its sender must know: nothing is written here but the audit, and the message stays with its sender,
 * parked in sight of a person, to be sent again once what was missing is there.
 */
export interface TurnedAway {
  readonly kind: 'turned-away'
  readonly code: RefusalCode
}

/** What became of a message that arrived. */
export type Reception = { readonly kind: 'taken-in' | 'already' } | RefusedReception
export interface RefusedReception {
  readonly kind: 'refused'
  readonly code: RefusalCode
}

export const refuse = (code: RefusalCode): RefusedReception => ({ kind: 'refused', code })
