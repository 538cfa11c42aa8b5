export {
  AGREEMENT_ACCEPTED_V1,
  type AgreementAcceptedV1,
  agreementAcceptedV1,
  agreementAcceptedV1Sample,
} from './agreement-accepted.v1.ts'
export { AGREEMENT_ENDED_V1, type AgreementEndedV1, agreementEndedV1, agreementEndedV1Sample } from './agreement-ended.v1.ts'
export {
  AGREEMENT_PROPOSED_V1,
  type AgreementProposedV1,
  agreementProposedV1,
  agreementProposedV1Sample,
} from './agreement-proposed.v1.ts'
export { CASE_ESCALATED_V1, type CaseEscalatedV1, caseEscalatedV1, caseEscalatedV1Sample } from './case-escalated.v1.ts'
export {
  composeMessage,
  jsonSchemas,
  MESSAGE_NAMES,
  type Message,
  type MessageBodies,
  type MessageFault,
  type MessageName,
  type MessageReading,
  messageCatalogue,
  parseMessage,
  samples,
  senderOf,
  splitMessageName,
} from './catalogue.ts'
export {
  CONFLICT_DECLARED_V1,
  type ConflictDeclaredV1,
  conflictDeclaredV1,
  conflictDeclaredV1Sample,
} from './conflict-declared.v1.ts'
export {
  CONSENT_WITHDRAWN_V1,
  type ConsentWithdrawnV1,
  consentWithdrawnV1,
  consentWithdrawnV1Sample,
} from './consent-withdrawn.v1.ts'
export {
  type Envelope,
  type EnvelopeReading,
  envelopeShape,
  LONGEST_ENVELOPE,
  messageNameOf,
  parseEnvelope,
  readEnvelope,
} from './envelope.ts'
export {
  ESCALATION_ACCEPTED_V1,
  type EscalationAcceptedV1,
  escalationAcceptedV1,
  escalationAcceptedV1Sample,
} from './escalation-accepted.v1.ts'
export {
  ESCALATION_ACCEPTED_V2,
  type EscalationAcceptedV2,
  escalationAcceptedV2,
  escalationAcceptedV2Sample,
} from './escalation-accepted.v2.ts'
export {
  ESCALATION_ROUTED_V1,
  type EscalationRoutedV1,
  escalationRoutedV1,
  escalationRoutedV1Sample,
} from './escalation-routed.v1.ts'
export {
  ESCALATION_STOOD_DOWN_V1,
  type EscalationStoodDownV1,
  escalationStoodDownV1,
  escalationStoodDownV1Sample,
} from './escalation-stood-down.v1.ts'
export { DEEPEST_NESTING, type JsonReading, LARGEST_BODY, readJson } from './json.ts'
export {
  LENT_SESSION_RECALLED_V1,
  type LentSessionRecalledV1,
  lentSessionRecalledV1,
  lentSessionRecalledV1Sample,
} from './lent-session-recalled.v1.ts'
export {
  LENT_SESSION_RETURNED_V1,
  type LentSessionReturnedV1,
  lentSessionReturnedV1,
  lentSessionReturnedV1Sample,
} from './lent-session-returned.v1.ts'
export {
  LENT_SESSION_USED_V1,
  type LentSessionUsedV1,
  lentSessionUsedV1,
  lentSessionUsedV1Sample,
} from './lent-session-used.v1.ts'
export { OPINION_GIVEN_V1, type OpinionGivenV1, opinionGivenV1, opinionGivenV1Sample } from './opinion-given.v1.ts'
export { OPINION_GIVEN_V2, type OpinionGivenV2, opinionGivenV2, opinionGivenV2Sample } from './opinion-given.v2.ts'
export { SESSION_BOOKED_V1, type SessionBookedV1, sessionBookedV1, sessionBookedV1Sample } from './session-booked.v1.ts'
export {
  SESSION_CANCELLED_V1,
  type SessionCancelledV1,
  sessionCancelledV1,
  sessionCancelledV1Sample,
} from './session-cancelled.v1.ts'
export { SESSION_LENT_V1, type SessionLentV1, sessionLentV1, sessionLentV1Sample } from './session-lent.v1.ts'
export { SESSION_OVER_V1, type SessionOverV1, sessionOverV1, sessionOverV1Sample } from './session-over.v1.ts'
export {
  SUBMISSION_ANSWERED_V1,
  SUBMISSION_REFUSALS,
  type SubmissionAnsweredV1,
  type SubmissionRefusal,
  submissionAnsweredV1,
  submissionAnsweredV1Sample,
} from './submission-answered.v1.ts'
export {
  SUBMISSION_PUBLISHED_V1,
  type SubmissionPublishedV1,
  submissionPublishedV1,
  submissionPublishedV1Sample,
} from './submission-published.v1.ts'
export { SUBMISSION_SENT_V1, type SubmissionSentV1, submissionSentV1, submissionSentV1Sample } from './submission-sent.v1.ts'
export { SUBMISSION_SENT_V2, type SubmissionSentV2, submissionSentV2, submissionSentV2Sample } from './submission-sent.v2.ts'
export { SUBMISSION_WAITS_V1, type SubmissionWaitsV1, submissionWaitsV1, submissionWaitsV1Sample } from './submission-waits.v1.ts'
