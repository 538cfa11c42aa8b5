import type { TagColour } from '../layout/messages.view.tsx'

/** The colour of a sent escalation's state; the words say it all. */
export const SENT_COLOURS: Readonly<Record<string, TagColour>> = {
  sent: 'grey',
  offered: 'blue',
  'nobody-eligible': 'orange',
  accepted: 'purple',
  answered: 'green',
  withdrawn: 'grey',
}

/** What a message between services tells, by its name without the version. */
const MESSAGES: Readonly<Record<string, string>> = {
  'case-escalated': 'A case sent to the specialists',
  'consent-withdrawn': 'Consent withdrawn',
  'escalation-routed': 'Whether a specialist was found',
  'escalation-accepted': 'A specialist accepted',
  'conflict-declared': 'A specialist declared a conflict of interest',
  'escalation-stood-down': 'Taken back from a specialist who may not work any more',
  'opinion-given': 'A specialist’s opinion',
}

/** `case-escalated.v1` in words. */
export function messageInWords(name: string): string {
  const known = name.replace(/\.v\d+$/, '')
  return MESSAGES[known] ?? known.replaceAll('-', ' ')
}

const WHY_NOT: Readonly<Record<string, string>> = {
  'bad-envelope': 'The pool could not read it.',
  'bad-signature': 'The pool could not confirm that it comes from this service.',
  'wrong-source': 'The pool does not take messages for this trust from this service.',
  'not-allowed': 'The pool does not take this message from this service.',
  'not-served':
    'This pool does not serve the trust: it belongs to another system, and no agreement between them holds today. Ask whoever runs the pool for one, then send it again.',
  'wrong-destination': 'It reached a pool that it is not for.',
  replayed: 'The pool has seen this attempt before.',
  'id-reused': 'The pool already has another message with the same number.',
  'seq-reused': 'The pool already has another message in this place of the case.',
  'older-epoch': 'The pool has newer messages from this service than this one.',
  'too-large': 'It is larger than the pool takes.',
  'unknown-version': 'The pool does not know this version of the message yet.',
  'bad-shape': 'Something in it is not as the pool expects.',
}

/** Why the other side will not take a message, for an administrator; the word itself where there is no sentence for it. */
export function parkedBecause(reason: string): string {
  return WHY_NOT[reason] ?? `The pool answered: ${reason}.`
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "3 days", "5 hours", "1 minute": how long ago, in the largest whole unit. */
export function ageInWords(seconds: number): string {
  const [size, unit] = seconds >= DAY ? [DAY, 'day'] : seconds >= HOUR ? [HOUR, 'hour'] : [MINUTE, 'minute']
  const count = Math.max(1, Math.floor(seconds / size))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
