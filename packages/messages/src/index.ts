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
export { OPINION_GIVEN_V1, type OpinionGivenV1, opinionGivenV1, opinionGivenV1Sample } from './opinion-given.v1.ts'
export { OPINION_GIVEN_V2, type OpinionGivenV2, opinionGivenV2, opinionGivenV2Sample } from './opinion-given.v2.ts'
export { SESSION_BOOKED_V1, type SessionBookedV1, sessionBookedV1, sessionBookedV1Sample } from './session-booked.v1.ts'
export {
  SESSION_CANCELLED_V1,
  type SessionCancelledV1,
  sessionCancelledV1,
  sessionCancelledV1Sample,
} from './session-cancelled.v1.ts'
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
