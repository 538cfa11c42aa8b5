/** Why something about agreements and lent sessions is refused. */
export type LendingWord =
  | 'neighbour-unknown'
  | 'agreement-reason-missing'
  | 'agreement-reason-too-long'
  | 'agreement-reason-not-printable'
  | 'agreement-begins-in-the-past'
  | 'agreement-ends-before-it-begins'
  | 'agreement-open-already'
  | 'agreement-not-proposed'
  | 'agreement-proposed-here'
  | 'agreement-over'
  | 'agreement-not-standing'
  | 'session-not-here'
  | 'session-booked'
  | 'session-lent-before'
  | 'session-too-soon'
  | 'specialist-may-not-work'
  | 'session-not-lent-here'
  | 'session-needed'
  | 'session-too-late-to-give-back'

export const lendingSentences: Readonly<Record<LendingWord, string>> = {
  'neighbour-unknown': 'No other system with a pool in the federation has this code. Choose one from the list.',
  'agreement-reason-missing': 'Enter what the agreement is for.',
  'agreement-reason-too-long': 'What the agreement is for must be 300 characters or fewer.',
  'agreement-reason-not-printable':
    'What the agreement is for contains characters that cannot be shown. Delete them or type them again.',
  'agreement-begins-in-the-past': 'The first day must be today or later.',
  'agreement-ends-before-it-begins': 'The last day must be the first day or later.',
  'agreement-open-already': 'An agreement with this system stands already or waits for an answer. End it first.',
  'agreement-not-proposed': 'This agreement does not wait for an answer any more. Open the list again.',
  'agreement-proposed-here': 'This pool proposed the agreement, so the other side has to accept it.',
  'agreement-over': 'This agreement has ended already.',
  'agreement-not-standing': 'No agreement with this system holds on the day of the session.',
  'session-not-here': 'This session is not one that this pool can lend. Open the list again.',
  'session-booked': 'Somebody is booked in this session, so it cannot be lent.',
  'session-lent-before': 'This session has been lent before. A session is lent once.',
  'session-too-soon': 'This session begins too soon: the other side could not book anybody with enough notice.',
  'specialist-may-not-work': 'The specialist is away on that day, or a right to work does not hold then.',
  'session-not-lent-here': 'This session is not lent to this pool any more. Open the list again.',
  'session-needed': 'Somebody is booked in this session or waits for it, so it cannot be given back.',
  'session-too-late-to-give-back': 'It is too late to give this session back: its lender could book nobody with enough notice.',
}
