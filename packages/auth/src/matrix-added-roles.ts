import type { Action } from './matrix-rows.ts'
import type { BaseCaller, FurtherRole, Limit, Scope } from './matrix-words.ts'
import type { Role } from './roles.ts'

export type AddedRole = Exclude<Role, BaseCaller> | FurtherRole

/** Only under these scopes, with these limits; or not at all. */
export type Difference = { readonly when: readonly Scope[]; readonly limits?: readonly Limit[] } | 'forbidden'

/** A role as its differences. Without `base` it is forbidden all that `differs` does not name. */
export interface AddedRoleRow {
  readonly base?: BaseCaller | AddedRole
  /** Wherever the base is allowed by `service`, this narrower scope is asked instead. */
  readonly serviceMeans?: Scope
  readonly differs: { readonly [A in Action]?: Difference }
}

const under = (scope: Scope, ...limits: Limit[]): Difference => ({ when: [scope], limits })

/** The same answer for several actions. */
function each<A extends Action>(actions: readonly A[], difference: Difference): { readonly [K in A]: Difference } {
  return Object.fromEntries(actions.map((action) => [action, difference])) as { readonly [K in A]: Difference }
}
const forbidden = <A extends Action>(...actions: A[]) => each(actions, 'forbidden')

const NOTES = ['clinicalNote.read', 'clinicalNote.create', 'clinicalNote.amend'] as const
const SEALED_NOTES = ['sealedNote.read', 'sealedNote.create', 'sealedNote.amend'] as const
const CORRESPONDENCE = ['correspondence.receive', 'correspondence.match', 'correspondence.act', 'correspondence.read'] as const
const REPORTS_AND_CONSENT = [
  'report.readDraft',
  'report.editDraft',
  'report.readProposed',
  'report.release',
  'report.readReleased',
  'report.chooseRelease',
  'consent.give',
  'consent.withdraw',
] as const
/** Rows about the service rather than a person in it: a narrower reach over people leaves them as they are. */
const notAboutOnePerson = each(['referral.create', 'capacity.readLive'], under('service'))

/** Every role that is not a printed column, as its differences from one (or from nothing). */
export const ADDED_ROLES: Readonly<Record<AddedRole, AddedRoleRow>> = {
  'oh-physician': {
    base: 'oh-nurse',
    differs: { 'escalation.takeSelfReferral': under('service', 'worker-is-doctor'), 'eppClearance.give': under('consultant') },
  },
  'head-of-service': {
    base: 'oh-administrator',
    differs: {
      ...each(['submission.read', 'submission.signOff', 'setting.change', 'deadLetter.confirmDiscard'], under('service')),
      ...forbidden('deadLetter.retry', 'deadLetter.discard'),
      ...forbidden(
        'referral.read',
        'report.readReleased',
        'subjectAccess.build',
        'correspondence.receive',
        'correspondence.match',
        'assignment.setStaffGroup',
      ),
      'breakGlass.open': under('service', 'break-glass'),
    },
  },
  'privacy-officer': {
    differs: {
      'audit.read': { when: ['service', 'region'], limits: ['not-own-accesses'] },
      'directoryAudit.read': under('any', 'not-own-accesses'),
      'breakGlass.review': { when: ['service', 'region'] },
      ...each(['misfiledNote.approveMove', 'misfiledNote.decideBreach', 'subjectAccess.checkRedaction'], under('service')),
    },
  },
  'pool-coordinator': {
    differs: {
      ...each(['poolBoard.read', 'escalation.reroute', 'relayQueue.read'], under('region')),
      ...each(['routingPolicy.read', 'routingPolicy.preview'], under('region')),
      'routingPolicy.switchOn': under('region', 'reason-given'),
      ...each(['study.ask', 'study.read'], under('region')),
      'deadLetter.retry': under('region', 'reason-given'),
      ...each(['jobPlan.read', 'jobPlan.set', 'leave.enter', 'session.cancel', 'booking.cancel'], under('region')),
      ...each(['agreement.read', 'agreement.manage', 'session.lend'], under('region')),
      ...each(['poolUse.read', 'poolUse.readPeople'], under('region')),
    },
  },
  'directory-registrar': {
    differs: {
      ...each(['member.invite', 'member.suspend'], under('any')),
      'member.approve': under('any', 'second-person'),
    },
  },
  statistician: {
    differs: {
      ...each(['publication.prepare', 'preparation.make', 'preparation.read'], under('any')),
      'publication.publish': under('any', 'second-person'),
      'publication.askWithdrawal': under('any', 'reason-given'),
      'publication.withdraw': under('any', 'second-person'),
      'relayQueue.read': under('region'),
      'deadLetter.retry': under('region', 'reason-given'),
      'aggregate.readNational': under('published'),
      'aggregate.readIcs': under('published'),
    },
  },
  'hr-adviser': { base: 'referrer', differs: { 'adjustment.followThrough': under('recipient', 'released-version') } },
  'diploma-gp': {
    base: 'oh-physician',
    serviceMeans: 'within-tier',
    differs: { ...notAboutOnePerson, ...forbidden('restrictedRecord.read', 'eppClearance.give') },
  },
  technician: {
    base: 'oh-nurse',
    serviceMeans: 'card',
    differs: {
      ...notAboutOnePerson,
      ...forbidden(
        ...REPORTS_AND_CONSENT,
        'escalation.create',
        'poolCase.readStatus',
        'breakGlass.open',
        'restrictedRecord.read',
      ),
      ...forbidden('plan.read', 'plan.edit', 'subjectAccess.release', 'healthOutcome.issue'),
      'healthOutcome.read': under('service'),
    },
  },
  therapist: {
    base: 'oh-nurse',
    serviceMeans: 'assigned',
    differs: {
      ...notAboutOnePerson,
      ...forbidden('escalation.create', 'breakGlass.open', 'restrictedRecord.read', ...CORRESPONDENCE),
    },
  },
  counsellor: {
    base: 'oh-nurse',
    differs: {
      ...forbidden(...NOTES, 'case.manage', 'plan.read', 'plan.edit'),
      ...each([...SEALED_NOTES, 'subjectAccess.releaseSealed'], under('author')),
      ...forbidden('escalation.create', 'breakGlass.open', 'restrictedRecord.read', 'subjectAccess.release'),
    },
  },
  'case-manager': {
    differs: each(
      ['case.list', 'case.read', 'appointment.read', 'appointment.manage', 'plan.read', 'plan.edit'],
      under('assigned', 'with-consent'),
    ),
  },
  trainee: {
    base: 'oh-nurse',
    differs: {
      ...forbidden('report.release', 'breakGlass.open', 'restrictedRecord.read'),
      'report.releaseCountersigned': under('author', 'countersigned', 'release-chosen'),
      'escalation.create': under('service', 'confidentiality-gate', 'reason-given', 'countersigned'),
    },
  },
  'health-and-safety': { differs: { 'riddor.read': under('employer') } },
  'infection-prevention': { differs: { 'outbreakList.read': under('employer') } },
  'speak-up-guardian': { differs: { 'impartialityLog.read': under('sent-to') } },
}
