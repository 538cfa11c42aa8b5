import { mutation } from '../network/acts.ts'
import { ESCALATION } from '../network/nurse.ts'
import { OPINION } from '../network/specialist.ts'

/** Ids of real things that some may see and others may not. */
export interface Things {
  readonly spokeId: string
  readonly rweMember: string
  readonly caseId: string
  readonly reference: string
  readonly referralId: string
  readonly waitingReferralId: string
  readonly noteId: string
  readonly escalationId: string
  readonly offerId: string
  /** In a session that begins too soon for the coordinator to cancel it. */
  readonly bookingId: string
  readonly messageId: string
  /** Of the pool: the one who accepted. */
  readonly specialistId: string
}

export interface Asked {
  readonly name: string
  readonly document: string
  readonly variables: (things: Things) => Record<string, unknown>
  /**
   * By caller, in the order of `CALLERS`: A an answer; R it went as far as the use case, which refused the form on purpose;
   * H hidden (NOT_FOUND); F forbidden.
   */
  readonly outcomes: string
}

const EVERYBODY = 'AAAA AAAAA AAA AAA AA'
const CASE = `id reference state worker { fullName } referral { words background } gate { title } moves { event }
  notes(first: 5) { rows { words } } escalations { question } openTasks { kind }`

const query = (
  name: string,
  head: string,
  body: string,
  outcomes: string,
  variables: Asked['variables'] = () => ({}),
): Asked => ({
  name,
  document: `query ${head} { result: ${body} }`,
  variables,
  outcomes,
})

/** A form that the use case refuses, so that asking changes nothing. */
const form = (name: string, outcomes: string, input: Asked['variables'], isPool = false): Asked => ({
  name,
  document: mutation(name, '', isPool),
  variables: (things) => ({
    input: { ...(isPool ? { ics: 'QK1' } : { trust: 'RWE' }), idempotencyKey: crypto.randomUUID(), ...input(things) },
  }),
  outcomes,
})

const OLD = { expectedVersion: 999 }
const ofCase =
  (more: Record<string, unknown> = {}) =>
  ({ caseId }: Things) => ({ caseId, ...OLD, ...more })
const ofEscalation =
  (more: Record<string, unknown> = {}) =>
  ({ spokeId, escalationId }: Things) => ({
    spokeId,
    escalationId,
    ...more,
  })

const DIRECTORY: readonly Asked[] = [
  query('me', '', 'me { person roles { role } }', EVERYBODY),
  query('icsList', '', 'icsList { code }', EVERYBODY),
  query('ics', '', 'ics(code: "QK1") { code name }', EVERYBODY),
  query('trust', '', 'trust(odsCode: "RWE") { odsCode service { name } }', EVERYBODY),
  query('england', '', 'england { __typename }', EVERYBODY),
  {
    name: 'inviteMember',
    document: 'mutation { result: inviteMember(kind: spoke, code: "ZZ9") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFR FF',
  },
  {
    name: 'approveMember',
    document: 'mutation ($id: ID!) { result: approveMember(memberId: $id, fingerprint: "none") { __typename } }',
    variables: ({ rweMember }) => ({ id: rweMember }),
    outcomes: 'FFFF FFFFF FFF FFR FF',
  },
  {
    name: 'changeMember',
    document: 'mutation ($id: ID!) { result: changeMember(memberId: $id, change: resume) { __typename } }',
    variables: ({ rweMember }) => ({ id: rweMember }),
    outcomes: 'FFFF FFFFF FFF FFR FF',
  },
  query('directoryAuditEntries', '', 'directoryAuditEntries(first: 5) { rows { id } }', 'FFFF FFFFF FFF FFF FF'),
  query('directoryAuditChain', '', 'directoryAuditChain { sealed }', 'FFFF FFFFF FFF FFF FF'),
]

const ROLLUP: readonly Asked[] = [
  query('measures', '', 'measures { id title }', EVERYBODY),
  {
    name: 'publishMonth',
    document: 'mutation { result: publishMonth(month: "2026-09") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  {
    name: 'prepareMonth',
    document: 'mutation { result: prepareMonth(month: "2026-09") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  {
    name: 'prepareRefresh',
    document: 'mutation { result: prepareRefresh(year: "2025/26") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  {
    name: 'publishRefresh',
    document: 'mutation { result: publishRefresh(year: "2025/26") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  query('withdrawalReasons', '', 'withdrawalReasons { word }', EVERYBODY),
  {
    name: 'askToWithdraw',
    document: 'mutation { result: askToWithdraw(number: 1, reason: "no-such-reason") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  {
    name: 'takeBackWithdrawal',
    document: 'mutation { result: takeBackWithdrawal(number: 1) { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  {
    name: 'withdrawPublication',
    document: 'mutation { result: withdrawPublication(number: 1, reason: "no-such-reason") { __typename } }',
    variables: () => ({}),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  // statistician and privacy officer of the rollup are no callers of this table: a journey and the rollup's own tests have them
  query('rollupParkedMessages', '', 'rollupParkedMessages(first: 5) { rows { id } waiting }', 'FFFF FFFFF FFF FFF FF'),
  query('rollupRetryReasons', '', 'rollupRetryReasons { word }', EVERYBODY),
  {
    name: 'retryRollupMessage',
    document: 'mutation ($input: RetryRollupMessageInput!) { result: retryRollupMessage(input: $input) { __typename } }',
    variables: ({ messageId }) => ({ input: { messageId, reason: 'no-such-reason' } }),
    outcomes: 'FFFF FFFFF FFF FFF FF',
  },
  query('rollupAuditEntries', '', 'rollupAuditEntries(first: 5) { rows { id actorName } }', 'FFFF FFFFF FFF FFF FF'),
  query('rollupAuditChain', '', 'rollupAuditChain { sealed breaks }', 'FFFF FFFFF FFF FFF FF'),
]

/** A routing policy that may not be used. */
const NO_POLICY = {
  ...{ offerHours: [], caseHoursBySkill: [], caseHoursByUrgency: [], secondTierSkills: [], need: [], lateCases: 'never' },
  ...{ workingDayStartsAtHour: 17, workingDayEndsAtHour: 9, noticeStandardDays: -1, noticeUrgentDays: 1 },
  ...{ starvationDays: -1, usualCaseHours: 0 },
}

const POOL: readonly Asked[] = [
  query('board', '', 'board(ics: "QK1", first: 20) { rows { escalation { id pseudonym } } }', 'FFFF FFFFF FFA FFF FF'),
  query('hardRules', '', 'hardRules(ics: "QK1") { word source }', EVERYBODY),
  query(
    'escalationHistory',
    '($id: ID!)',
    'escalationHistory(ics: "QK1", id: $id) { pseudonym events { sentence } }',
    'FFFF FFFFF FFA FFF FF',
    ({ escalationId }) => ({ id: escalationId }),
  ),
  query(
    'routingPolicyPreview',
    '($id: ID!)',
    'routingPolicyPreview(ics: "QK1", id: $id) { state }',
    'FFFF FFFFF FFH FFF FF',
    ({ escalationId }) => ({ id: escalationId }),
  ),
  query('routingPolicyPreviews', '', 'routingPolicyPreviews(ics: "QK1", first: 5) { rows { id } }', 'FFFF FFFFF FFA FFF FF'),
  form('previewRoutingPolicy', 'FFFF FFFFF FFR FFF FF', () => ({ settings: NO_POLICY }), true),
  form('switchOnRoutingPolicy', 'FFFF FFFFF FFH FFF FF', ({ escalationId }) => ({ previewId: escalationId, why: 'Why' }), true),
  form('switchBackRoutingPolicy', 'FFFF FFFFF FFR FFF FF', () => ({ version: 99, why: 'Why' }), true),
  query('offers', '', 'offers(ics: "QK1", first: 20) { rows { id escalation { id pseudonym } } }', 'FFFF FFFFF AAF FFF FF'),
  query('myEscalations', '', 'myEscalations(ics: "QK1", show: open, first: 20) { rows { id state } }', 'FFFF FFFFF AAF FFF FF'),
  query('mySessions', '', 'mySessions(ics: "QK1") { id }', 'FFFF FFFFF AAF FFF FF'),
  query('myLentSessions', '', 'myLentSessions(ics: "QK1") { id neighbourIcs }', 'FFFF FFFFF AAF FFF FF'),
  query(
    'escalation',
    '($spokeId: ID!, $id: ID!)',
    'escalation(ics: "QK1", spokeId: $spokeId, id: $id) { id state content { question summary } worker { fullName } }',
    'FFFF FFFFF AHF FFF FF',
    ({ spokeId, escalationId }) => ({ spokeId, id: escalationId }),
  ),
  query('poolParkedMessages', '', 'poolParkedMessages(ics: "QK1", first: 5) { rows { id } waiting }', 'FFFF FFFFF FFA FFF FF'),
  query('poolRetryReasons', '', 'poolRetryReasons(ics: "QK1") { word }', EVERYBODY),
  form('retryPoolMessage', 'FFFF FFFFF FFR FFF FF', ({ messageId }) => ({ messageId, reason: 'no-such-reason' }), true),
  // the pool has a privacy officer of its own; the service's is a stranger there
  query('poolAuditEntries', '', 'poolAuditEntries(ics: "QK1", first: 5) { rows { id actorName } }', 'FFFF FFFFF FFF FFF FF'),
  query('poolAuditChain', '', 'poolAuditChain(ics: "QK1") { sealed breaks }', 'FFFF FFFFF FFF FFF FF'),
  // the ICS lead asks with a proof of the role, which this form does not bring
  form('askWhatIf', 'FFFF FFFFF FFR FFF FF', () => ({ changes: [], assumptions: [] }), true),
  form('routeAgain', 'FFFF FFFFF FFR FFF FF', ({ escalationId }) => ({ escalationId }), true),
  query('agreements', '', 'agreements(ics: "QK1", first: 5) { rows { id } }', 'FFFF FFFFF FFA FFF FF'),
  query('lentSessions', '', 'lentSessions(ics: "QK1", show: lent, first: 5) { rows { id } }', 'FFFF FFFFF FFA FFF FF'),
  query('lendableSessions', '', 'lendableSessions(ics: "QK1", first: 5) { rows { id } }', 'FFFF FFFFF FFA FFF FF'),
  form('proposeAgreement', 'FFFF FFFFF FFR FFF FF', () => ({ neighbour: 'none', reason: '', fromOn: '2020-01-01' }), true),
  form('acceptAgreement', 'FFFF FFFFF FFH FFF FF', () => ({ agreementId: crypto.randomUUID() }), true),
  form('endAgreement', 'FFFF FFFFF FFH FFF FF', () => ({ agreementId: crypto.randomUUID() }), true),
  form(
    'lendSession',
    'FFFF FFFFF FFR FFF FF',
    () => ({ agreementId: crypto.randomUUID(), sessionId: crypto.randomUUID() }),
    true,
  ),
  form('giveBackSession', 'FFFF FFFFF FFR FFF FF', () => ({ sessionId: crypto.randomUUID() }), true),
  form('acceptOffer', 'FFFF FFFFF AHF FFF FF', ({ offerId }) => ({ offerId }), true),
  form('declineOffer', 'FFFF FFFFF RHF FFF FF', ({ offerId }) => ({ offerId, reason: 'no-such-reason' }), true),
  form('declareConflict', 'FFFF FFFFF RHF FFF FF', ofEscalation({ conflict: false }), true),
  form(
    'recordSession',
    'FFFF FFFFF HHF FFF FF',
    () => ({ bookingId: crypto.randomUUID(), attendance: 'attended', followUp: false }),
    true,
  ),
  form('countersignOpinion', 'FFFF FFFFF HHF FFF FF', ofEscalation({ countersigns: true }), true),
  form('giveOpinion', 'FFFF FFFFF RHF FFF FF', ofEscalation({ ...OPINION, answer: '' }), true),
]

const ON_A_TUESDAY = { weekday: 2, startsAtHour: 14, hours: 1, virtual: true, from: '2020-01-07' }
const NO_PAS = { complexCases: 0, assessments: 0, supervision: 0, telephoneAdvice: 0, nonClinical: 0 }

const POOL_TIME: readonly Asked[] = [
  query('jobPlans', '', 'jobPlans(ics: "QK1", first: 20) { rows { specialist { id } plan { pas } } }', 'FFFF FFFFF HHA FFF FF'),
  query(
    'specialistTime',
    '($id: ID!)',
    'specialistTime(ics: "QK1", id: $id) { time { plan { pas } } leave { fromOn } sessions { startsAt } }',
    'FFFF FFFFF AHA FFF FF',
    ({ specialistId }) => ({ id: specialistId }),
  ),
  query('myTime', '', 'myTime(ics: "QK1") { time { plan { pas } } leave { fromOn } }', 'FFFF FFFFF AAH FFF FF'),
  query('leave', '', 'leave(ics: "QK1", first: 20) { rows { id specialist { fullName } } }', 'FFFF FFFFF HHA FFF FF'),
  query(
    'rota',
    '',
    'rota(ics: "QK1", from: "2026-11-23", until: "2026-12-01", first: 20) { rows { id hoursFree } }',
    'FFFF FFFFF HHA FFF FF',
  ),
  form('setJobPlan', 'FFFF FFFFF FFR FFF FF', ({ specialistId }) => ({ specialistId, from: '2020-01-01', ...NO_PAS }), true),
  form('setWeeklySession', 'FFFF FFFFF FFR FFF FF', ({ specialistId }) => ({ specialistId, ...ON_A_TUESDAY }), true),
  form('endWeeklySession', 'FFFF FFFFF FFH FFF FF', ({ messageId }) => ({ weeklySessionId: messageId, on: '2020-01-01' }), true),
  form('cancelBooking', 'FFFF FFFFF FFR FFF FF', ({ bookingId }) => ({ bookingId }), true),
  form('cancelSession', 'FFFF FFFFF FFH FFF FF', ({ messageId }) => ({ sessionId: messageId }), true),
  form(
    'enterLeave',
    'FFFF FFFFF RHR FFF FF',
    ({ specialistId }) => ({ specialistId, fromOn: '2020-01-01', backOn: '2020-01-01' }),
    true,
  ),
  form('cancelLeave', 'FFFF FFFFF HHH FFF FF', ({ messageId }) => ({ leaveId: messageId }), true),
]

const SPOKE_QUERIES: readonly Asked[] = [
  query('referrals', '', 'referrals(trust: "RWE", first: 20) { rows { id reason } }', 'HHHH AAAFF FFF FFF FF'),
  query(
    'referral',
    '($id: ID!)',
    'referral(trust: "RWE", id: $id) { id words background worker { fullName } }',
    'AHAH AAAFF FFF FFF FF',
    ({ referralId }) => ({ id: referralId }),
  ),
  query('myReferrals', '', 'myReferrals(trust: "RWE", first: 20) { rows { id reason } }', 'HHAA HHHFF FFF FFF FF'),
  query('myTeam', '', 'myTeam(trust: "RWE") { id fullName }', 'HHAA HHHHF FFF FFF FF'),
  query('workers', '', 'workers(trust: "RWE", search: "Nowak") { id fullName }', 'HHHH AAAAF FFF FFF FF'),
  query('case', '($id: ID!)', `case(trust: "RWE", id: $id) { ${CASE} }`, 'AHAH AAAHF FFF FFF FF', ({ caseId }) => ({
    id: caseId,
  })),
  query(
    'caseByReference',
    '($reference: String!)',
    `caseByReference(trust: "RWE", reference: $reference) { ${CASE} }`,
    'AHAH AAAHF FFF FFF FF',
    ({ reference }) => ({ reference }),
  ),
  query('worklist', '', 'worklist(trust: "RWE", first: 20) { rows { id worker { fullName } } }', 'HHHH AAAAF FFF FFF FF'),
  query('slots', '', 'slots(trust: "RWE", from: "2026-11-24", first: 5) { rows { id } }', 'HHHH AAAAF FFF FFF FF'),
  query('auditEntries', '', 'auditEntries(trust: "RWE", first: 5) { rows { id actorName } }', 'HHFF FFFFA FFF FFF FF'),
  query('auditChain', '', 'auditChain(trust: "RWE") { sealed breaks }', 'HHFF FFFFA FFF FFF FF'),
  query('parkedMessages', '', 'parkedMessages(trust: "RWE", first: 5) { rows { id } waiting }', 'FFFF FFAAF FFF FFF FF'),
  query('retryReasons', '', 'retryReasons(trust: "RWE") { word }', EVERYBODY),
  query(
    'disclosureFloor',
    '',
    'disclosureFloor(trust: "RWE") { floor policyFloor changes { setByName } }',
    'FFFF FFAAF FFF FFF FF',
  ),
  query('gateTexts', '', 'gateTexts(trust: "RWE") { kind sentences }', EVERYBODY),
  query('sentEscalations', '', 'sentEscalations(trust: "RWE", first: 5) { rows { id state } }', 'FFFF AAFFF FFF FFF FF'),
  query(
    'sentEscalation',
    '($id: ID!)',
    'sentEscalation(trust: "RWE", id: $id) { id question summary }',
    'FFFF AAFFF FFF FFF FF',
    ({ escalationId }) => ({ id: escalationId }),
  ),
  query(
    'escalationPreview',
    '($id: ID!)',
    'escalationPreview(trust: "RWE", caseId: $id, form: { facts: {} }) { version against { word } ageBand }',
    'HHFF AAFFF FFF FFF FF',
    ({ caseId }) => ({ id: caseId }),
  ),
  query(
    'myRecord',
    '',
    'myRecord(trust: "RWE") { fullName cases { id } accesses(first: 5) { rows { who } } }',
    'AHHH HHHHF FFF FFF FF',
  ),
]

const NEW_WORKER = {
  fullName: 'Nobody New',
  bornOn: '1980-01-01',
  staffNumber: '1',
  employer: 'RWE',
  department: 'Stores',
  jobTitle: 'Porter',
  isDoctor: false,
}
const SPOKE_FORMS: readonly Asked[] = [
  form('makeReferral', 'RRRR RRRHF FFF FFF FF', () => ({
    newWorker: NEW_WORKER,
    source: 'no-such-source',
    reason: 'stress',
    words: 'x',
    workerTold: true,
  })),
  form('recordWorkerTold', 'FFFF RRFFF FFF FFF FF', ({ waitingReferralId }) => ({
    referralId: waitingReferralId,
    ...OLD,
    toldByName: 'x',
    toldOn: '2026-11-20',
  })),
  form('triageReferral', 'FFFF RRFFF FFF FFF FF', ({ waitingReferralId }) => ({
    referralId: waitingReferralId,
    ...OLD,
    decision: 'accept',
  })),
  form('bookAppointment', 'RHHH RRRHF FFF FFF FF', ofCase({ slotId: crypto.randomUUID() })),
  form('cancelAppointment', 'RHHH RRRHF FFF FFF FF', ofCase({ appointmentId: crypto.randomUUID() })),
  form('recordAttendance', 'HHHH RRRHF FFF FFF FF', ofCase({ appointmentId: crypto.randomUUID(), attendance: 'attended' })),
  form('setDisclosureFloor', 'FFFF FFFRF FFF FFF FF', () => ({ floor: 1, reason: 'no-such-reason' })),
  form('retryMessage', 'FFFF FFRFF FFF FFF FF', ({ messageId }) => ({ messageId, reason: 'no-such-reason' })),
  form('recordReportReady', 'FFFF RRFFF FFF FFF FF', ofCase()),
  {
    name: 'signOffSubmission',
    document: `mutation ($input: SignOffSubmissionInput!) { result: signOffSubmission(input: $input) { __typename } }`,
    variables: () => ({ input: { trust: 'RWE', month: '2026-10', employer: 'RWE', digest: 'not what was shown' } }),
    outcomes: 'FFFF FFFRF FFF FFF FF',
  },
  form('closeCase', 'FFFF RRFFF FFF FFF FF', ofCase({ outcome: 'advice-only' })),
  form('setStaffGroup', 'FFFF RRRFF FFF FFF FF', ({ caseId }) => ({ caseId, staffGroup: 'astronauts' })),
  form('recordGate', 'RHFF RRFFF FFF FFF FF', ofCase({ kind: 'explicit-consent', textVersion: 'none' })),
  form('askForConsent', 'FFFF RRFFF FFF FFF FF', ofCase()),
  form('withdrawConsent', 'RHFF RRFFF FFF FFF FF', ({ caseId }) => ({ caseId, evidence: 'said so' })),
  form('decideOnWithdrawal', 'HHFF RRFFF FFF FFF FF', ({ escalationId }) => ({
    escalationId,
    decision: 'abide',
    rationale: 'none',
  })),
  form('finishTask', 'FFFF RRFFF FFF FFF FF', ({ caseId }) => ({ caseId, taskId: crypto.randomUUID() })),
  form('actOnOpinion', 'FFFF RRFFF FFF FFF FF', ofCase({ words: 'x' })),
  form('escalateCase', 'HHFF RRFFF FFF FFF FF', ofCase({ ...ESCALATION, ...OLD })),
  form('writeNote', 'FFFF RRFFF FFF FFF FF', ({ caseId }) => ({ caseId, words: '' })),
  form('amendNote', 'FFFF RRFFF FFF FFF FF', ({ noteId }) => ({ noteId, ...OLD, words: 'x' })),
]

/**
 * Every root field of the public graph and who may use it; written from the authorisation matrix, row by row. A head of
 * service has figures and settings and no record by default; a referrer sees when the worker is to come and books nothing;
 * whether somebody came is the service's to record. A specialist holds no role at the service: what was escalated opens at
 * the pool, and nothing else of the record does.
 */
export const OUTCOMES: readonly Asked[] = [...DIRECTORY, ...ROLLUP, ...POOL, ...POOL_TIME, ...SPOKE_QUERIES, ...SPOKE_FORMS]
