import type { Action } from './matrix-rows.ts'
import type { BaseCaller, Limit } from './matrix-words.ts'

/** What the allowed cells of the matrix leave out or demand, by action and caller. A cell not named here has no limit. */
export const CELL_LIMITS: { readonly [A in Action]?: { readonly [C in BaseCaller]?: readonly Limit[] } } = {
  'referral.create': { referrer: ['worker-told'] },
  'referral.read': { referrer: ['own-words'] },
  'case.list': { referrer: ['status-and-dates'], 'oh-administrator': ['no-clinical-fields'] },
  'case.read': { referrer: ['status-and-dates'], 'oh-administrator': ['no-clinical-fields'] },
  'clinicalNote.read': { specialist: ['escalated-content'] },
  'clinicalNote.amend': { 'oh-nurse': ['new-version'], specialist: ['new-version'] },
  'report.release': { 'oh-nurse': ['release-chosen'], specialist: ['release-chosen'] },
  'report.readReleased': { referrer: ['released-version'] },
  'report.chooseRelease': { 'oh-nurse': ['verbal-evidence'], specialist: ['verbal-evidence'] },
  'consent.give': { 'oh-nurse': ['verbal-evidence'], specialist: ['verbal-evidence'] },
  'consent.withdraw': { 'oh-nurse': ['verbal-evidence'], specialist: ['verbal-evidence'] },
  'escalation.create': { worker: ['worker-is-doctor'], 'oh-nurse': ['confidentiality-gate', 'reason-given'] },
  'poolCase.readStatus': { 'oh-nurse': ['status-only'] },
  'opinion.readOwn': { specialist: ['read-only'] },
  'appointment.read': { referrer: ['fit-to-attend'] },
  'appointment.manage': { referrer: ['fit-to-attend'] },
  'breakGlass.open': { 'oh-nurse': ['break-glass'], specialist: ['break-glass'] },
  'subjectAccess.build': { 'oh-administrator': ['sealed'] },
  'deadLetter.retry': { 'oh-administrator': ['reason-given'] },
  'deadLetter.discard': { 'oh-administrator': ['reason-given', 'second-person'] },
  'role.manage': { 'oh-administrator': ['never-own-role'] },
  'submission.send': { 'spoke-key': ['aggregates-only'] },
  'misfiledNote.move': { 'oh-nurse': ['second-person'] },
  'correspondence.match': { 'oh-administrator': ['identity-fields'] },
  'correspondence.read': { specialist: ['escalated-content'] },
}
