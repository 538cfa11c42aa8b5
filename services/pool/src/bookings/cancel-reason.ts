/** Why a booking falls away, in words that end the sentence “The appointment fell away, …”. */
export const CANCEL_REASONS = {
  answered: 'for the opinion was given before it',
  'cancelled-early': 'for the worker cannot come and said so in time',
  'conflict-declared': 'for a conflict of interest was declared',
  'session-cancelled': 'for the session is not held',
  'stood-down': 'for the escalation was taken back from the specialist',
  'supervisor-away': 'for the trainee’s supervisor is away on that day',
  withdrawn: 'for consent was withdrawn',
} as const
export type CancelReason = keyof typeof CANCEL_REASONS
