import { isRefusalCode, REFUSALS } from './answers.ts'

/** Why an attempt did not end in an acknowledgement. */
export interface Failure {
  /** A stable word an administrator sees: the peer's code, or what happened on the way. */
  readonly reason: string
  /** `lasting`: the peer said no to these bytes. `passing`: everything else. `away`: the peer itself could not be reached or is busy. */
  readonly lasts: 'lasting' | 'passing' | 'away'
  readonly retryAfterSeconds?: number | undefined
}

interface History {
  /** Attempts made, this one included; at least 1. */
  readonly attempts: number
  /** Lasting refusals before this one. */
  readonly refusals: number
}

export type NextTry =
  | { readonly kind: 'parked'; readonly refusals: number }
  | { readonly kind: 'again'; readonly afterMilliseconds: number; readonly refusals: number }

const SHORTEST_MS = 1_000
const LONGEST_MS = 300_000
const LONGEST_ASKED_MS = 3_600_000
const REFUSALS_BEFORE_PARKING = 3

/** Between how many milliseconds the pause after an attempt lies: 1 s up to twice as long each time, at most 5 min. */
export function delayRange(attempts: number): { readonly from: number; readonly to: number } {
  return { from: SHORTEST_MS, to: Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.max(1, attempts)) }
}

/** A pause drawn evenly from the whole range (full jitter), in milliseconds. `chance` is a proportion 0 up to but not including 1. */
export function delayAfter(attempts: number, chance: number): number {
  const { from, to } = delayRange(attempts)
  return Math.round(from + chance * (to - from))
}

/**
 * What happens to a message after a failed attempt. Nothing is given up: a passing failure is tried again for ever, a
 * lasting one three times, then it is parked for a person to see. A pause the peer asked for (Retry-After, up to an
 * hour) is kept when it is the longer one.
 */
export function nextTry(history: History, failure: Failure, chance: number): NextTry {
  const refusals = history.refusals + (failure.lasts === 'lasting' ? 1 : 0)
  if (failure.lasts === 'lasting' && refusals >= REFUSALS_BEFORE_PARKING) return { kind: 'parked', refusals }
  const asked = Math.min(LONGEST_ASKED_MS, (failure.retryAfterSeconds ?? 0) * 1_000)
  return { kind: 'again', afterMilliseconds: Math.max(asked, delayAfter(history.attempts, chance)), refusals }
}

const MENDS_ITSELF = new Set([408, 425])

/** Reads a peer's answer that is not an acknowledgement. A code of the relay's own decides; without one the status does. */
export function failureOf(status: number, code: unknown, retryAfterSeconds?: number): Failure {
  const reason = isRefusalCode(code) ? code : `http-${status}`
  if (status === 429 || status >= 500)
    return { reason: isRefusalCode(code) ? code : 'peer-busy', lasts: 'away', retryAfterSeconds }
  if (isRefusalCode(code)) return { reason, lasts: REFUSALS[code].lasts }
  return { reason, lasts: status >= 400 && status < 500 && !MENDS_ITSELF.has(status) ? 'lasting' : 'passing' }
}

/** How a peer as a whole is doing, so that thousands of waiting messages do not knock on a closed door. */
export interface Pace {
  /** Attempts in a row in which it was away. */
  readonly failures: number
  /** Until when nothing is sent to it; milliseconds since 1970. */
  readonly closedUntil: number
}

export const OPEN: Pace = { failures: 0, closedUntil: 0 }

const FAILURES_BEFORE_CLOSING = 5
const CLOSED_MS = 10_000

/** True once it was away so often in a row that only single messages are tried. */
export function isAway(pace: Pace): boolean {
  return pace.failures >= FAILURES_BEFORE_CLOSING
}

/** The pace after an attempt: five failures in a row close the peer for 10 s, a Retry-After for as long as it says. */
export function paceAfter(pace: Pace, failure: Failure | undefined, now: number): Pace {
  if (failure?.lasts !== 'away') return OPEN
  const failures = pace.failures + 1
  const asked = Math.min(LONGEST_ASKED_MS, (failure.retryAfterSeconds ?? 0) * 1_000)
  const closed = Math.max(asked, isAway({ ...pace, failures }) ? CLOSED_MS : 0)
  return { failures, closedUntil: Math.max(pace.closedUntil, now + closed) }
}

/** How many messages may be on the way now: none while closed, one as a probe after that, the whole window when all is well. */
export function windowOf(pace: Pace, now: number, window: number): { readonly size: number; readonly probe: boolean } {
  if (now < pace.closedUntil) return { size: 0, probe: false }
  return isAway(pace) ? { size: 1, probe: true } : { size: window, probe: false }
}
