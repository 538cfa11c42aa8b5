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
  'escalation-stood-down': 'Taken back from a specialist',
  'opinion-given': 'A specialist’s opinion',
  'submission-sent': 'The figures of a month',
  'submission-answered': 'The answer to the figures of a month',
  'submission-published': 'The news that a month is published',
}

/** `case-escalated.v1` in words. */
export function messageInWords(name: string): string {
  const known = name.replace(/\.v\d+$/, '')
  return MESSAGES[known] ?? known.replaceAll('-', ' ')
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
