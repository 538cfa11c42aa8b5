import type { MatrixRow } from './matrix-words.ts'

const worker = 'worker'
const referrer = 'referrer'
const nurse = 'oh-nurse'
const admin = 'oh-administrator'
const specialist = 'specialist'
const icsLead = 'ics-lead'
const nationalLead = 'national-lead'
const spoke = 'spoke-key'
const pool = 'pool-key'
const operator = 'pool-operator'
const neverOnOwnRecord = true

/**
 * The authorisation matrix of the base callers, one action to a line: its row, who is allowed under which scope, who is
 * told nothing (`hidden`). Who is not named is forbidden. Where a printed cell allows two things on different terms they
 * are two actions of one row. What an allowed caller does not get stands in matrix-limits.ts.
 */
export const ROWS = {
  'referral.create': { row: '1', own: [worker], any: [referrer], service: [nurse, admin] },
  'referral.read': { row: '2', own: [worker], referrer: [referrer], service: [nurse, admin], assigned: [specialist] },
  'case.list': { row: '3', own: [worker], referrer: [referrer], service: [nurse, admin], assigned: [specialist] },
  'case.read': { row: '3', own: [worker], referrer: [referrer], service: [nurse, admin], assigned: [specialist] },
  'case.readOtherService': { row: '4', assigned: [specialist], hidden: [worker, referrer, nurse, admin] },

  'clinicalNote.read': { row: '5', service: [nurse], assigned: [specialist], neverOnOwnRecord },
  'clinicalNote.create': { row: '6', service: [nurse], assigned: [specialist], neverOnOwnRecord },
  'clinicalNote.amend': { row: '6', service: [nurse], assigned: [specialist], neverOnOwnRecord },
  'clinicalNote.delete': { row: '7' },
  'sealedNote.read': { row: '5', neverOnOwnRecord },
  'sealedNote.create': { row: '6', neverOnOwnRecord },
  'sealedNote.amend': { row: '6', neverOnOwnRecord },
  'case.manage': { row: '6', service: [nurse], neverOnOwnRecord },
  'plan.read': { row: '6', service: [nurse], neverOnOwnRecord },
  'plan.edit': { row: '6', service: [nurse], neverOnOwnRecord },

  'report.readDraft': { row: '8a', author: [nurse, specialist], neverOnOwnRecord },
  'report.editDraft': { row: '8a', author: [nurse, specialist], neverOnOwnRecord },
  'report.readProposed': { row: '8b', own: [worker], author: [nurse, specialist] },
  'report.respondToProposed': { row: '8b', own: [worker] },
  'report.release': { row: '9', author: [nurse, specialist], neverOnOwnRecord },
  'report.releaseCountersigned': { row: '9', neverOnOwnRecord },
  'report.readReleased': { row: '10', own: [worker], recipient: [referrer], service: [nurse, admin], assigned: [specialist] },
  'report.chooseRelease': { row: '11', own: [worker], service: [nurse], assigned: [specialist] },
  'consent.give': { row: '11', own: [worker], service: [nurse], assigned: [specialist] },
  'consent.withdraw': { row: '11', own: [worker], service: [nurse], assigned: [specialist] },

  'escalation.create': { row: '12', own: [worker], service: [nurse], neverOnOwnRecord },
  'escalation.takeSelfReferral': { row: '12', neverOnOwnRecord },
  'escalation.receive': { row: '13', member: [spoke] },
  'poolQueue.list': { row: '14', eligible: [specialist], neverOnOwnRecord },
  'poolCase.claim': { row: '15', eligible: [specialist], neverOnOwnRecord },
  'poolCase.decline': { row: '15', eligible: [specialist] },
  'poolCase.readIdentity': { row: '15', claimed: [specialist] },
  'poolCase.declareConflict': { row: '15', claimed: [specialist] },
  'poolCase.readContent': { row: '15', assigned: [specialist], neverOnOwnRecord },
  'poolCase.readStatus': { row: '15', service: [nurse], claimed: [specialist] },
  'opinion.give': { row: '16', assigned: [specialist], neverOnOwnRecord },
  'opinion.countersign': { row: '16', assigned: [specialist], neverOnOwnRecord },
  'opinion.readOwn': { row: '16', author: [specialist] },
  'opinion.receive': { row: '17', member: [pool] },

  'appointment.read': { row: '18', own: [worker], referrer: [referrer], service: [nurse, admin], assigned: [specialist] },
  'appointment.manage': { row: '18', own: [worker], referrer: [referrer], service: [nurse, admin], assigned: [specialist] },
  'breakGlass.open': { row: '19', service: [nurse], region: [specialist], neverOnOwnRecord },
  'breakGlass.review': { row: '19', neverOnOwnRecord },
  'audit.read': { row: '20', own: [worker] },
  'directoryAudit.read': { row: '20' },

  'aggregate.readTrust': { row: '21', service: [admin], region: [icsLead], any: [nationalLead] },
  'aggregate.readIcs': { row: '22', region: [icsLead], published: [icsLead], any: [nationalLead] },
  'aggregate.readNational': { row: '22', published: [icsLead], any: [nationalLead] },
  'aggregate.drillDown': { row: '23' },
  'subjectAccess.request': { row: '24', own: [worker] },
  'subjectAccess.build': { row: '24', service: [admin] },
  'subjectAccess.release': { row: '24', service: [nurse], neverOnOwnRecord },
  'subjectAccess.releaseSealed': { row: '24', neverOnOwnRecord },
  'subjectAccess.checkRedaction': { row: '24', neverOnOwnRecord },
  'relayQueue.read': { row: '25', service: [admin], member: [operator] },
  'deadLetter.retry': { row: '26', service: [admin] },
  'deadLetter.discard': { row: '26', service: [admin] },
  'deadLetter.confirmDiscard': { row: '26' },
  'role.manage': { row: '27', service: [admin] },
  'submission.send': { row: '28', member: [spoke] },
  'graph.introspect': { row: '29' },

  'healthOutcome.read': {
    row: '30',
    own: [worker],
    'surveillance-contact': [referrer],
    service: [nurse, admin],
    assigned: [specialist],
  },
  'healthOutcome.issue': { row: '30', author: [nurse, specialist], neverOnOwnRecord },
  'impartialityLog.create': { row: '31', any: [nurse, specialist] },
  'impartialityLog.read': { row: '31', author: [nurse, specialist] },
  'restrictedRecord.read': { row: '32', own: [worker], named: [nurse], assigned: [specialist], hidden: [admin] },
  'eppClearance.give': { row: '32', consultant: [specialist], neverOnOwnRecord },
  'misfiledNote.report': { row: '33', own: [worker], service: [nurse, admin], assigned: [specialist] },
  'misfiledNote.move': { row: '33', service: [nurse], neverOnOwnRecord },
  'misfiledNote.approveMove': { row: '33', neverOnOwnRecord },
  'misfiledNote.decideBreach': { row: '33', neverOnOwnRecord },
  'correspondence.add': { row: '34', own: [worker] },
  'correspondence.receive': { row: '34', service: [nurse, admin] },
  'correspondence.match': { row: '34', service: [nurse, admin] },
  'correspondence.act': { row: '34', service: [nurse], neverOnOwnRecord },
  'correspondence.read': { row: '34', service: [nurse], assigned: [specialist], neverOnOwnRecord },

  'submission.read': { row: '35' },
  'submission.signOff': { row: '35' },
  'poolBoard.read': { row: '36' },
  'escalation.reroute': { row: '36' },
  'jobPlan.read': { row: '36', own: [specialist] },
  'jobPlan.set': { row: '36' },
  'leave.enter': { row: '36', own: [specialist] },
  'session.cancel': { row: '36' },
  'booking.cancel': { row: '36' },
  'member.invite': { row: '37' },
  'member.approve': { row: '37' },
  'member.suspend': { row: '37' },
  'member.heartbeat': { row: '37', member: [spoke, pool] },
  'member.changeKey': { row: '37', member: [spoke, pool] },
  'setting.change': { row: '38' },
  'setting.read': { row: '38', service: [admin] },
  'routingPolicy.read': { row: '36', region: [icsLead] },
  'routingPolicy.preview': { row: '36' },
  'routingPolicy.switchOn': { row: '36' },
  'study.ask': { row: '36', region: [icsLead] },
  'study.read': { row: '36', region: [icsLead] },
  'publication.prepare': { row: '40' },
  'publication.publish': { row: '40' },
  'publication.askWithdrawal': { row: '40' },
  'publication.withdraw': { row: '40' },
  'preparation.make': { row: '40' },
  'preparation.read': { row: '40' },
  'agreement.read': { row: '41', region: [icsLead] },
  'agreement.manage': { row: '41' },
  'session.lend': { row: '41' },
  'poolUse.read': { row: '42', region: [icsLead] },
  'poolUse.readPeople': { row: '42' },
  'capacity.readLive': { row: '39', service: [nurse, admin], region: [icsLead] },

  'assignment.setStaffGroup': { row: 'added', service: [nurse, admin] },
  'adjustment.followThrough': { row: 'added' },
  'riddor.read': { row: 'added' },
  'outbreakList.read': { row: 'added' },
} as const satisfies Readonly<Record<string, MatrixRow>>

/** Everything the matrix rules on: `noun.verb`, as the code that asks would say it. */
export type Action = keyof typeof ROWS
