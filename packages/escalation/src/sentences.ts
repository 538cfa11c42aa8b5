import { type TextRefusal, textSentence } from '@oh/casework'
import type { GateRefusal } from './confidentiality-gate.ts'
import { ESCALATION_TEXT, type EscalationWords, readWords } from './escalation-words.ts'
import { type EscalationRefusal, REFUSAL_RULES } from './refusal-rules.ts'
import type { DecisionRefusal, WithdrawalRefusal } from './withdrawal.ts'

const GATE_SENTENCES: Readonly<Record<GateRefusal, string>> = {
  'gate-missing': 'Record the worker’s consent first, or another lawful reason to share.',
  'consent-withdrawn': 'The worker has withdrawn consent. Nothing may leave the service.',
  'gate-not-yet-valid': 'The consent on record has not begun yet.',
  'gate-expired': 'The consent on record has run out. Ask the worker again.',
  'same-team-does-not-leave-the-service':
    'Care in the same team does not cover sending the case out of the service. Ask the worker for consent.',
  'consent-does-not-cover-the-pool':
    'The worker has consented to care in this service only. Ask whether the case may go to the regional specialists.',
  'law-not-named': 'Name the law that requires you to share this.',
  'public-interest-without-senior-discussion':
    'Before you share in the public interest, discuss it with a senior colleague, your professional body or your indemnity body, and record it.',
  'public-interest-without-rationale': 'Write down why sharing is in the public interest.',
  'public-interest-worker-not-informed': 'Tell the worker that you are sharing this, or write down why you cannot.',
}

/** What the nurse reads when an escalation is refused: one sentence for each word, saying what to do. */
export const ESCALATION_SENTENCES: Readonly<Record<EscalationRefusal, string>> = {
  ...GATE_SENTENCES,
  'case-closed': 'This case is closed. A new referral opens a new case.',
  'already-escalated': 'This case is already with the specialists.',
  'opinion-not-acted-on': 'A specialist has answered. Record what you have done about the opinion before you escalate again.',
  'gdpr-basis-missing': 'The service has no lawful basis on record. Ask your privacy officer.',
  'question-missing': 'Write the question you want the specialist to answer.',
  'question-too-long': `The question must be ${ESCALATION_TEXT.question.max} characters or fewer. Put the detail in the summary.`,
  'plan-missing': 'Write what you think you should do. You may leave it out only when the case is urgent.',
  'summary-missing': 'Write a summary: the specialist cannot see your notes.',
  'text-too-long': 'One of the texts is too long. The field says how long it may be.',
  'text-unprintable': 'One of the texts holds hidden or control characters. Type it again instead of pasting it.',
  'names-the-worker': 'The text names the worker. Write “the worker” instead.',
  'identifies-the-worker': 'The text holds the worker’s number, contact or date of birth, or an NHS number. Take it out.',
  'warnings-not-seen': 'The text may identify somebody. Look at the words shown, then confirm that they may leave the trust.',
  'no-reason-to-escalate': 'No rule calls for an escalation. Add a reason of your own, and say why.',
  'added-reason-not-explained': 'Write why you add this reason.',
  'overruled-without-reason': 'Write why you set this reason aside.',
  'reason-may-not-be-overruled': 'This reason is about safety or the law, and cannot be set aside.',
  'overruled-reason-not-there': 'You set aside a reason that does not apply any more. Look at the reasons again.',
  'in-house-physician-not-asked': 'The worker is a doctor. Ask your own occupational health physician first.',
  'specialists-not-shown': 'Show the worker the names of the specialists who might answer.',
  'objections-not-asked': 'Ask the worker whether they object to any of the specialists.',
}

/** The same sentences about one form: of texts that cannot be taken as they are they name each field, and what to do there. */
export function escalationSentences(raw: EscalationWords): Readonly<Record<EscalationRefusal, string>> {
  const { refused } = readWords(raw)
  const about = (reason: TextRefusal, otherwise: string): string => {
    const sentences = refused.flatMap(({ field, reasons }) => {
      const limits = ESCALATION_TEXT[field]
      return reasons.includes(reason) ? [`${limits.title}: ${textSentence(reason, limits, raw[field])}`] : []
    })
    return sentences.join(' ') || otherwise
  }
  return {
    ...ESCALATION_SENTENCES,
    'text-too-long': about('too-long', ESCALATION_SENTENCES['text-too-long']),
    'text-unprintable': about('unprintable', ESCALATION_SENTENCES['text-unprintable']),
  }
}

/** The source of a refusal of an escalation, as its row gives it. */
export function sourceOfRefusal(reason: EscalationRefusal): string | undefined {
  return REFUSAL_RULES.find((rule) => rule.refuses === reason)?.source
}

/** What the worker, or the nurse who records it, reads when consent cannot be withdrawn. */
export const WITHDRAWAL_SENTENCES: Readonly<Record<WithdrawalRefusal, string>> = {
  'nothing-to-withdraw': 'There is no consent on record to withdraw.',
  'not-resting-on-consent':
    'This was not shared on consent, so there is no consent to withdraw. Ask occupational health why it was shared.',
  'already-withdrawn': 'Consent has already been withdrawn.',
  'consequences-not-told': 'Read what withdrawing means, then confirm.',
}

/** What the named senior clinician reads when a decision cannot be taken as it is. */
export const DECISION_SENTENCES: Readonly<Record<DecisionRefusal, string>> = {
  'not-the-named-decider': 'Only the senior clinician named for this case decides.',
  'decision-not-explained': 'Write the reasons for the decision.',
  'senior-discussion-missing':
    'Record with whom you have discussed it: a senior colleague, a professional body or an indemnity body.',
  'worker-not-informed': 'Tell the worker, or write down why you cannot.',
}
