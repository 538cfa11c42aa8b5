/**
 * Every way in which one member says no to another's message or request, as one table: the HTTP status, and whether the
 * no is `lasting` (the same bytes will never be taken in: parked after a few tries) or `passing` (tried again for ever).
 * A clock that is off, a suspended sender, a key or member the other side has not learnt yet all mend themselves.
 */
export const REFUSALS = {
  'bad-envelope': { status: 400, lasts: 'lasting' },
  'bad-signature': { status: 401, lasts: 'lasting' },
  'attempt-expired': { status: 401, lasts: 'passing' },
  'unknown-sender': { status: 401, lasts: 'passing' },
  'unknown-key': { status: 401, lasts: 'passing' },
  'sender-not-active': { status: 403, lasts: 'passing' },
  'wrong-source': { status: 403, lasts: 'lasting' },
  'not-allowed': { status: 403, lasts: 'lasting' },
  'wrong-destination': { status: 403, lasts: 'lasting' },
  replayed: { status: 409, lasts: 'lasting' },
  gap: { status: 409, lasts: 'passing' },
  'id-reused': { status: 409, lasts: 'lasting' },
  'seq-reused': { status: 409, lasts: 'lasting' },
  'older-epoch': { status: 409, lasts: 'lasting' },
  'too-large': { status: 413, lasts: 'lasting' },
  'unknown-version': { status: 422, lasts: 'lasting' },
  'bad-shape': { status: 422, lasts: 'lasting' },
  'not-our-pool': { status: 403, lasts: 'lasting' },
  'not-served': { status: 403, lasts: 'lasting' },
  'trust-not-served': { status: 403, lasts: 'lasting' },
  'already-accepted': { status: 409, lasts: 'lasting' },
  'already-answered': { status: 409, lasts: 'lasting' },
  'case-not-waiting': { status: 409, lasts: 'lasting' },
  'escalation-known': { status: 409, lasts: 'lasting' },
  'escalation-unknown': { status: 409, lasts: 'lasting' },
  'not-accepted': { status: 409, lasts: 'lasting' },
  'not-accepted-by-this-person': { status: 409, lasts: 'lasting' },
  'not-the-subject': { status: 422, lasts: 'lasting' },
  'signature-does-not-hold': { status: 422, lasts: 'lasting' },
  'specialist-unknown': { status: 422, lasts: 'lasting' },
  'try-later': { status: 503, lasts: 'passing' },
} as const satisfies Record<string, { status: number; lasts: 'lasting' | 'passing' }>

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
