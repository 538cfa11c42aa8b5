import type { ConsentReading } from '@oh/auth'
import {
  type GradeBar,
  type MoveRefusal,
  type PolicyWord,
  policySentences,
  type RightWord,
  ROUTING_REASONS,
  type RoutingReason,
  sentenceOf,
} from '@oh/routing'
import { TIME_SENTENCES, type TimeWord } from './job-plans/time-words.ts'
import { type LendingWord, lendingSentences } from './lending/lending-words.ts'
import type { OpinionFault } from './opinions/opinion-words.ts'
import { type PolicyRefusal, policyRefusalSentences } from './policy/policy-words.ts'
import type { StudyRefusal } from './studies/ask-study.ts'
import { WHAT_IF_SENTENCES, type WhatIfRefusal } from './studies/what-if/changes.ts'

/** Why content stays closed, or an act is refused, for a reason that is the pool's own. */
export type PoolWord =
  | 'key-used-before'
  | 'decline-reason-unknown'
  | 'declaration-missing'
  | 'withdrawal-being-decided'
  | 'retry-reason-unknown'
  | 'not-parked'
  | 'content-damaged'
  | 'attendance-unknown'
  | 'session-not-begun'
  | 'not-cancelled-late'
  | OpinionFault
  | TimeWord
  | PolicyRefusal
  | PolicyWord
  | StudyRefusal
  | WhatIfRefusal

/** Every word with which an act is refused. */
export type RefusalWord = MoveRefusal | RightWord | GradeBar | PoolWord | LendingWord

/** Every word with which content stays closed. */
export type ClosedWord =
  | Extract<ConsentReading, { kind: 'closed' }>['reason']
  | Extract<PoolWord, 'declaration-missing' | 'withdrawal-being-decided' | 'content-damaged'>
  | RightWord

const ownSentences: Readonly<Record<PoolWord, string>> = {
  ...TIME_SENTENCES,
  'key-used-before': 'This form was sent before with other answers. Open the page again and start anew.',
  'decline-reason-unknown': 'Choose why you decline.',
  'declaration-missing': 'Say first whether you have a conflict of interest.',
  'withdrawal-being-decided': 'The worker has withdrawn consent. Nothing more may be done until the home service has decided.',
  'retry-reason-unknown': 'Choose why the message is sent again.',
  'not-parked': 'This message is not waiting for anyone. Open the list again.',
  ...policyRefusalSentences,
  ...policySentences,
  'answer-missing': 'Enter your answer to the question.',
  'answer-too-long': 'The answer must be 4,000 characters or fewer.',
  'answer-not-printable': 'The answer contains characters that cannot be shown. Delete them or type them again.',
  'fitness-unknown': 'Choose whether the worker is fit for work.',
  'adjustments-missing': 'Enter at least one adjustment.',
  'too-many-adjustments': 'Enter 20 adjustments or fewer.',
  'adjustment-too-long': 'Each adjustment must be 300 characters or fewer.',
  'adjustment-not-printable': 'An adjustment contains characters that cannot be shown. Delete them or type them again.',
  'review-in-the-past': 'The review date must be today or later.',
  'advice-too-long': 'The advice to the nurse must be 4,000 characters or fewer.',
  'attendance-unknown': 'Choose whether the worker was seen.',
  'session-not-begun': 'The session has not begun yet. Say afterwards whether the worker was seen.',
  'not-cancelled-late': 'The session is more than a working day away, so nobody has cancelled it late.',
  'comment-missing': 'Enter what must be changed.',
  'comment-too-long': 'What must be changed must be 4,000 characters or fewer.',
  'comment-not-printable': 'What must be changed contains characters that cannot be shown. Delete them or type them again.',
  'content-damaged': 'What is stored here cannot be opened. It has been reported to whoever runs the pool.',
  'advice-not-printable': 'The advice to the nurse contains characters that cannot be shown. Delete them or type them again.',
  'too-many-studies': 'Questions that you asked before are still being computed. Wait until one of them is done.',
  ...WHAT_IF_SENTENCES,
  'study-too-large': 'The question is too large to be computed. Change fewer things at once.',
}

/** The words of routing read as whole sentences. */
const routingSentences = Object.fromEntries(ROUTING_REASONS.map((word) => [word, `${sentenceOf(word)}.`])) as Record<
  RoutingReason,
  string
>

/** What a person reads for each refusal. */
export const refusalSentences: Readonly<Record<RefusalWord, string>> = {
  ...routingSentences,
  ...ownSentences,
  ...lendingSentences,
}

const notSent = 'The pool has kept nothing of what you wrote. An opinion that you gave before stays yours to read.'

/** The same where an opinion was being sent: what becomes of the opinion, and of what its author holds already. */
export const opinionRefusalSentences: Readonly<Record<RefusalWord, string>> = {
  ...refusalSentences,
  'already-withdrawn': `The worker has withdrawn consent, so this opinion cannot be sent any more. ${notSent}`,
  'withdrawal-being-decided': `The worker has withdrawn consent, and the home service decides what may still be used. Until then this opinion cannot be sent. ${notSent}`,
}

const withdrawn = 'The worker has withdrawn consent. The content is closed.'
const noGate = 'The home service holds no live consent, or what stands in its place, for this escalation.'
const cannotTell = 'The home service could not confirm that the content may open. Try again in a minute.'

/** What a person reads while content is closed. */
export const closedSentences: Readonly<Record<ClosedWord, string>> = {
  ...refusalSentences,
  'gate-missing': noGate,
  'consent-withdrawn': withdrawn,
  'gate-not-yet-valid': noGate,
  'gate-expired': 'The consent for this escalation has run out at the home service.',
  'same-team-does-not-leave-the-service': noGate,
  'consent-does-not-cover-the-pool': 'The consent at the home service does not cover a specialist of the pool.',
  'law-not-named': noGate,
  'public-interest-without-senior-discussion': noGate,
  'public-interest-without-rationale': noGate,
  'public-interest-worker-not-informed': noGate,
  'conflict-declared': 'You declared a conflict of interest. The content is closed to you.',
  'opinion-acted-on':
    'The home service has acted on your opinion, so name and content are closed. Your opinion stays yours to read.',
  'not-accepted-by-caller': 'The home service does not know yet that you accepted this escalation.',
  'proof-missing': cannotTell,
  'proof-invalid': cannotTell,
  'keys-unavailable': cannotTell,
}
