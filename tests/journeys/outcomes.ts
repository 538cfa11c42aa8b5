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
  readonly messageId: string
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
]

const POOL: readonly Asked[] = [
  query('board', '', 'board(ics: "QK1", first: 20) { rows { escalation { id pseudonym } } }', 'FFFF FFFFF FFA FFF FF'),
  query('offers', '', 'offers(ics: "QK1", first: 20) { rows { id escalation { id pseudonym } } }', 'FFFF FFFFF AAF FFF FF'),
  query('myEscalations', '', 'myEscalations(ics: "QK1", show: open, first: 20) { rows { id state } }', 'FFFF FFFFF AAF FFF FF'),
  query('mySessions', '', 'mySessions(ics: "QK1") { id }', 'FFFF FFFFF AAF FFF FF'),
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
  form('routeAgain', 'FFFF FFFFF FFR FFF FF', ({ escalationId }) => ({ escalationId }), true),
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
export const OUTCOMES: readonly Asked[] = [...DIRECTORY, ...ROLLUP, ...POOL, ...SPOKE_QUERIES, ...SPOKE_FORMS]
