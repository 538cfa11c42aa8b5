import type { AppointmentRefusal, BookingRefusal, SlotRefusal } from './appointment.ts'
import type { MoveRefusal } from './lifecycle.ts'
import { REFERRAL_TEXT, type ReferralFacts, type ReferralRefusal } from './referral.ts'
import { plainText, textSentence } from './text.ts'
import { SEND_BACK_TEXT, type TriageRefusal } from './triage.ts'

/** What the nurse reads when a case cannot be moved. */
export const MOVE_SENTENCES: Readonly<Record<MoveRefusal, string>> = {
  'case-closed': 'This case is closed. A new referral opens a new case.',
  'already-escalated': 'This case is already with the specialists.',
  'escalation-open': 'This case is with the specialists. Wait for the opinion, or withdraw the escalation first.',
  'not-escalated': 'This case is not with the specialists any more.',
  'another-escalation': 'This belongs to another escalation than the one that is open.',
  'opinion-not-acted-on': 'A specialist has answered. Record what you have done about the opinion first.',
  'no-opinion-to-act-on': 'There is no opinion on this case to act on.',
  'no-assessment-to-report-on': 'The worker has not been seen on this case yet, so there is nothing to report on.',
  'appointment-already-booked': 'An appointment is already booked. Cancel it before you book another.',
  'appointment-still-booked': 'An appointment is still booked. Cancel it before you close the case.',
  'no-appointment-booked': 'No appointment is booked for this case.',
  'another-appointment': 'This is not the appointment that is booked for this case.',
  'outcome-missing': 'Choose the outcome of the case.',
  'outcome-needs-an-assessment':
    'This outcome says something about fitness for work. It needs an attended appointment or a specialist opinion.',
  'review-date-missing': 'Enter the date on which fitness for work will be looked at again.',
  'review-date-not-in-future': 'The review date must be in the future.',
}

/** What the person at the form, or the referrer it is sent back to, reads. */
export const REFERRAL_SENTENCES: Readonly<Record<ReferralRefusal, string>> = {
  'worker-not-told': 'Tell the worker about this referral and show it to them before you send it.',
  'worker-has-not-consented': 'A GP who treats the worker can refer only with the worker’s consent.',
  'no-reason-for-referral': 'Choose at least one reason for the referral.',
  'self-referral-by-someone-else': 'Only the worker can make a self-referral. Choose another reason.',
  'question-missing': 'Write what you would like to know.',
  'question-too-long': `The question must be ${REFERRAL_TEXT.question.max} characters or fewer.`,
  'background-too-long': `The background must be ${REFERRAL_TEXT.background.max.toLocaleString('en-GB')} characters or fewer.`,
  'text-unprintable': 'The text holds hidden or control characters. Type it again instead of pasting it.',
  'received-in-future': 'The date the referral came in must be today or in the past.',
  'absence-in-future': 'The first day of absence must be today or in the past.',
  'incident-in-future': 'The date it happened must be today or in the past.',
  'need-in-future': 'The date help was first needed must be today or in the past.',
  'date-too-long-ago': 'One of the dates is too long ago. Check the year.',
}

/** The same sentences about one referral: of hidden characters they name the field. */
export function referralSentences(facts: Pick<ReferralFacts, 'question' | 'background'>): typeof REFERRAL_SENTENCES {
  const hidden = (['question', 'background'] as const).filter((field) => {
    const text = plainText(facts[field], REFERRAL_TEXT[field])
    return text.kind === 'refused' && text.reasons.includes('unprintable')
  })
  const named = hidden.map((field) => {
    const limits = REFERRAL_TEXT[field]
    return `${limits.title}: ${textSentence('unprintable', limits, facts[field])}`
  })
  return { ...REFERRAL_SENTENCES, 'text-unprintable': named.join(' ') || REFERRAL_SENTENCES['text-unprintable'] }
}

/** What the nurse who triages reads. */
export const TRIAGE_SENTENCES: Readonly<Record<TriageRefusal, string>> = {
  ...REFERRAL_SENTENCES,
  'already-triaged': 'A colleague has already triaged this referral.',
  'send-back-not-explained': 'Write to the referrer why you send the referral back.',
  'send-back-unreadable': `The reason must be plain text of ${SEND_BACK_TEXT.max} characters or fewer.`,
}

/** What the person who makes a clinic, books or ends an appointment reads. */
export const APPOINTMENT_SENTENCES: Readonly<Record<SlotRefusal | BookingRefusal | AppointmentRefusal, string>> = {
  'ends-before-it-begins': 'The slot must end after it begins.',
  'not-within-one-day': 'The slot must begin and end on the same day.',
  'begins-in-past': 'The slot must begin in the future.',
  'no-kind': 'Choose at least one way of seeing the worker.',
  'overlaps-another-slot': 'The clinician already has a slot at that time.',
  'slot-in-past': 'This time has gone. Choose another slot.',
  'slot-taken': 'This slot has just been taken. Choose another.',
  'kind-not-offered': 'The worker cannot be seen that way in this slot. Choose another way, or another slot.',
  'worker-busy-then': 'The worker has another appointment at that time.',
  'appointment-already-ended': 'This appointment has already been cancelled, attended or missed.',
  'appointment-not-begun':
    'The appointment has not begun yet. Record after its time whether the worker came, or cancel it if it will not take place.',
  'appointment-begun': 'The appointment is over. Record whether the worker came.',
}
