import { STAFF_GROUP_NOT_RECORDED } from '@oh/kernel'
import {
  type Answers,
  backgroundOf,
  dateOf,
  mustTell,
  needsConsent,
  pickedWorker,
  type Side,
  sourceOf,
  textOf,
} from './answers.ts'

/** The answers as the service takes them. Only complete answers come here: a missing one is a fault of ours. */
export function referralInput(answers: Answers, side: Side) {
  const isAbsent = textOf(answers, 'absent') === 'yes'
  return {
    ...subjectOf(answers, side),
    source: sourceOf(answers, side)?.id ?? '',
    reason: textOf(answers, 'reason'),
    words: textOf(answers, 'question'),
    background: backgroundOf(answers, side) || null,
    workerTold: mustTell(answers, side) ? textOf(answers, 'told') === 'yes' : true,
    workerConsented: needsConsent(answers, side) ? textOf(answers, 'consented') === 'yes' : null,
    absentSince: isAbsent ? (dateOf(answers, 'since') ?? null) : null,
    receivedOn: side === 'service' ? (dateOf(answers, 'received') ?? null) : null,
  }
}

/** Left out where nobody knows it: a service of the version before does not take the field. */
function staffGroupOf(answers: Answers) {
  const staffGroup = textOf(answers, 'staff-group')
  return staffGroup === '' || staffGroup === STAFF_GROUP_NOT_RECORDED ? {} : { staffGroup }
}

/** Whom the referral is about: a worker on record, the details of one who is not, or nobody, which is the sender himself. */
function subjectOf(answers: Answers, side: Side) {
  const picked = pickedWorker(answers)
  if (side !== 'worker' && picked) return { workerId: picked.id }
  if (side === 'worker' && textOf(answers, 'details') !== 'asked') return {}
  const bornOn = dateOf(answers, 'born')
  if (bornOn === undefined) throw new Error('The details were checked before they are sent.')
  return {
    newWorker: {
      fullName: textOf(answers, 'full-name'),
      bornOn,
      staffNumber: textOf(answers, 'staff-number'),
      employer: textOf(answers, 'employer'),
      department: textOf(answers, 'department'),
      jobTitle: textOf(answers, 'job-title'),
      isDoctor: textOf(answers, 'is-doctor') === 'yes',
      ...staffGroupOf(answers),
    },
  }
}
