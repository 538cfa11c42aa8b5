import { done, type Result, submitter } from './acts.ts'
import type { Caller } from './caller.ts'
import { PLANTED } from './people.ts'

const CASE = 'id reference version state stateTitle'
const SENT = `id spokeId poolId pseudonym state dueOn acceptBy acceptedName question
  reasons { rule standing because source } opinion { authorName answer fitness adjustments adviceToNurse verified acted actedByName }`

/** A form that is complete and lawful: about muscles, bones and joints, which either specialist may answer. */
export const ESCALATION = {
  category: 'musculoskeletal',
  urgency: 'routine',
  seeWorker: 'no',
  question: `Is lifting on the ward safe again? ${PLANTED.question}`,
  nursePlan: `Lighter duties for six weeks. ${PLANTED.nursePlan}`,
  summary: `Pain in the lower back since the spring. ${PLANTED.summary}`,
  jobAndHazards: `Moves patients on a busy ward. ${PLANTED.jobAndHazards}`,
  adjustmentsTried: `A hoist, and shorter days. ${PLANTED.adjustmentsTried}`,
  facts: { uncertainOrOutsideProtocol: true },
  addedReasons: [{ rule: 'advice-to-the-nurse', because: `A second opinion is wanted. ${PLANTED.because}` }],
  overruled: [],
  exclusions: [],
  prefersOwnEmployer: false,
  specialistsShown: true,
  objectionsAsked: true,
  inHousePhysicianAsked: true,
  safetyFlag: false,
  warningsSeen: true,
}
export type EscalationForm = Record<keyof typeof ESCALATION, unknown>

/** A worker whom the service did not know, with the job the referral is about. */
export const newWorker = (trust: string, fullName: string, staffNumber: string) => ({
  fullName,
  bornOn: '1979-03-14',
  staffNumber,
  employer: trust,
  department: 'Orthopaedics',
  jobTitle: 'Healthcare assistant',
  isDoctor: false,
})

export type Nurse = ReturnType<typeof nurseAt>

/** What a nurse does at one service, each act through the gateway. */
export function nurseAt(caller: Caller, trust: string) {
  const submit = submitter(caller, { trust })
  const readCase = async (id: string, fields = CASE) =>
    (await caller.get(`query ($trust: ID!, $id: ID!) { case(trust: $trust, id: $id) { ${fields} } }`, { trust, id })).case
  const versionOf = async (id: string): Promise<number> => (await readCase(id, 'version')).version
  const accepts = async (referralId: string): Promise<Result> => {
    const input = { referralId, expectedVersion: 1, decision: 'accept' }
    const triaged = await submit('triageReferral', `... on ReferralTriaged { case { ${CASE} } }`, input)
    return done(triaged, 'ReferralTriaged').case
  }
  const escalates = async (caseId: string, change: Partial<EscalationForm> = {}, key?: string): Promise<Result> => {
    const input = { caseId, expectedVersion: await versionOf(caseId), ...ESCALATION, ...change }
    return submit('escalateCase', `... on CaseEscalated { case { ${CASE} } escalation { ${SENT} } }`, input, key)
  }
  const consents = async (caseId: string, change: Record<string, unknown> = {}): Promise<Result> => {
    const gate = { kind: 'explicit-consent', textVersion: 'consent-to-pool-1', evidence: `Said so today. ${PLANTED.evidence}` }
    const input = { caseId, expectedVersion: await versionOf(caseId), ...gate, ...change }
    return submit('recordGate', `... on GateRecorded { case { ${CASE} gate { standing opensThePool } } }`, input)
  }
  return {
    submit,
    readCase,
    versionOf,
    accepts,
    consents,
    escalates,
    /** Puts on record what came in by letter about somebody new; resolves to the referral. */
    takesDown: async (worker: ReturnType<typeof newWorker>): Promise<Result> => {
      const input = { newWorker: worker, source: 'line-manager', reason: 'fitness-after-illness', workerTold: true }
      const words = `What can be done on the ward? ${PLANTED.referral}`
      const made = await submit('makeReferral', '... on ReferralMade { referral { id worker { id } } }', { ...input, words })
      return done(made, 'ReferralMade').referral
    },
    writes: async (caseId: string, words: string): Promise<Result> =>
      done(await submit('writeNote', '... on NoteWritten { note { id version words } }', { caseId, words }), 'NoteWritten').note,
    acts: async (caseId: string, words: string): Promise<Result> => {
      const input = { caseId, expectedVersion: await versionOf(caseId), words }
      return submit('actOnOpinion', `... on OpinionActedOn { case { ${CASE} } }`, input)
    },
    closes: async (caseId: string, outcome = 'advice-only'): Promise<Result> => {
      const input = { caseId, expectedVersion: await versionOf(caseId), outcome }
      return submit('closeCase', `... on CaseClosed { case { ${CASE} } }`, input)
    },
    withdraws: (caseId: string, consequencesVersion = 'withdrawal-consequences-1'): Promise<Result> =>
      submit('withdrawConsent', '... on ConsentWithdrawn { outcome sentence }', {
        caseId,
        consequencesVersion,
        evidence: `Rang today. ${PLANTED.evidence}`,
      }),
    /** The newest escalation of a case as the service sees it. */
    sent: async (caseId: string): Promise<Result> => (await readCase(caseId, `escalations { ${SENT} }`)).escalations[0],
    /** From a new worker's referral to a case with consent, ready to be sent up. */
    readyCase: async (fullName: string, staffNumber: string): Promise<{ id: string; reference: string }> => {
      const input = { newWorker: newWorker(trust, fullName, staffNumber), source: 'line-manager', workerTold: true }
      const words = `What can be done on the ward? ${PLANTED.referral}`
      const made = await submit('makeReferral', '... on ReferralMade { referral { id } }', {
        ...input,
        reason: 'fitness-after-illness',
        words,
      })
      const opened = await accepts(done(made, 'ReferralMade').referral.id)
      done(await consents(opened.id), 'GateRecorded')
      return { id: opened.id, reference: opened.reference }
    },
  }
}
