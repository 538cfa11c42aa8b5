import { z } from 'zod'
import {
  AGREEMENT_ACCEPTED_V1,
  type AgreementAcceptedV1,
  agreementAcceptedV1,
  agreementAcceptedV1Sample,
} from './agreement-accepted.v1.ts'
import { AGREEMENT_ENDED_V1, type AgreementEndedV1, agreementEndedV1, agreementEndedV1Sample } from './agreement-ended.v1.ts'
import {
  AGREEMENT_PROPOSED_V1,
  type AgreementProposedV1,
  agreementProposedV1,
  agreementProposedV1Sample,
} from './agreement-proposed.v1.ts'
import { CASE_ESCALATED_V1, type CaseEscalatedV1, caseEscalatedV1, caseEscalatedV1Sample } from './case-escalated.v1.ts'
import {
  CONFLICT_DECLARED_V1,
  type ConflictDeclaredV1,
  conflictDeclaredV1,
  conflictDeclaredV1Sample,
} from './conflict-declared.v1.ts'
import {
  CONSENT_WITHDRAWN_V1,
  type ConsentWithdrawnV1,
  consentWithdrawnV1,
  consentWithdrawnV1Sample,
} from './consent-withdrawn.v1.ts'
import {
  ESCALATION_ACCEPTED_V1,
  type EscalationAcceptedV1,
  escalationAcceptedV1,
  escalationAcceptedV1Sample,
} from './escalation-accepted.v1.ts'
import {
  ESCALATION_ACCEPTED_V2,
  type EscalationAcceptedV2,
  escalationAcceptedV2,
  escalationAcceptedV2Sample,
} from './escalation-accepted.v2.ts'
import {
  ESCALATION_ROUTED_V1,
  type EscalationRoutedV1,
  escalationRoutedV1,
  escalationRoutedV1Sample,
} from './escalation-routed.v1.ts'
import {
  ESCALATION_STOOD_DOWN_V1,
  type EscalationStoodDownV1,
  escalationStoodDownV1,
  escalationStoodDownV1Sample,
} from './escalation-stood-down.v1.ts'
import { droppedPaths, pathsOf } from './faults.ts'
import { readJson } from './json.ts'
import {
  LENT_SESSION_RECALLED_V1,
  type LentSessionRecalledV1,
  lentSessionRecalledV1,
  lentSessionRecalledV1Sample,
} from './lent-session-recalled.v1.ts'
import {
  LENT_SESSION_RETURNED_V1,
  type LentSessionReturnedV1,
  lentSessionReturnedV1,
  lentSessionReturnedV1Sample,
} from './lent-session-returned.v1.ts'
import {
  LENT_SESSION_USED_V1,
  type LentSessionUsedV1,
  lentSessionUsedV1,
  lentSessionUsedV1Sample,
} from './lent-session-used.v1.ts'
import { OPINION_GIVEN_V1, type OpinionGivenV1, opinionGivenV1, opinionGivenV1Sample } from './opinion-given.v1.ts'
import { OPINION_GIVEN_V2, type OpinionGivenV2, opinionGivenV2, opinionGivenV2Sample } from './opinion-given.v2.ts'
import { SESSION_BOOKED_V1, type SessionBookedV1, sessionBookedV1, sessionBookedV1Sample } from './session-booked.v1.ts'
import {
  SESSION_CANCELLED_V1,
  type SessionCancelledV1,
  sessionCancelledV1,
  sessionCancelledV1Sample,
} from './session-cancelled.v1.ts'
import { SESSION_LENT_V1, type SessionLentV1, sessionLentV1, sessionLentV1Sample } from './session-lent.v1.ts'
import { SESSION_OVER_V1, type SessionOverV1, sessionOverV1, sessionOverV1Sample } from './session-over.v1.ts'
import {
  SUBMISSION_ANSWERED_V1,
  type SubmissionAnsweredV1,
  submissionAnsweredV1,
  submissionAnsweredV1Sample,
} from './submission-answered.v1.ts'
import {
  SUBMISSION_PUBLISHED_V1,
  type SubmissionPublishedV1,
  submissionPublishedV1,
  submissionPublishedV1Sample,
} from './submission-published.v1.ts'
import { SUBMISSION_SENT_V1, type SubmissionSentV1, submissionSentV1, submissionSentV1Sample } from './submission-sent.v1.ts'
import { SUBMISSION_SENT_V2, type SubmissionSentV2, submissionSentV2, submissionSentV2Sample } from './submission-sent.v2.ts'
import { SUBMISSION_WAITS_V1, type SubmissionWaitsV1, submissionWaitsV1, submissionWaitsV1Sample } from './submission-waits.v1.ts'

/** The body of each message, by its name. */
export interface MessageBodies {
  [CASE_ESCALATED_V1]: CaseEscalatedV1
  [ESCALATION_ROUTED_V1]: EscalationRoutedV1
  [ESCALATION_ACCEPTED_V1]: EscalationAcceptedV1
  [ESCALATION_ACCEPTED_V2]: EscalationAcceptedV2
  [CONFLICT_DECLARED_V1]: ConflictDeclaredV1
  [ESCALATION_STOOD_DOWN_V1]: EscalationStoodDownV1
  [CONSENT_WITHDRAWN_V1]: ConsentWithdrawnV1
  [OPINION_GIVEN_V1]: OpinionGivenV1
  [OPINION_GIVEN_V2]: OpinionGivenV2
  [SESSION_BOOKED_V1]: SessionBookedV1
  [SESSION_CANCELLED_V1]: SessionCancelledV1
  [SESSION_OVER_V1]: SessionOverV1
  [SUBMISSION_SENT_V1]: SubmissionSentV1
  [SUBMISSION_SENT_V2]: SubmissionSentV2
  [SUBMISSION_ANSWERED_V1]: SubmissionAnsweredV1
  [SUBMISSION_PUBLISHED_V1]: SubmissionPublishedV1
  [SUBMISSION_WAITS_V1]: SubmissionWaitsV1
  [AGREEMENT_PROPOSED_V1]: AgreementProposedV1
  [AGREEMENT_ACCEPTED_V1]: AgreementAcceptedV1
  [AGREEMENT_ENDED_V1]: AgreementEndedV1
  [SESSION_LENT_V1]: SessionLentV1
  [LENT_SESSION_USED_V1]: LentSessionUsedV1
  [LENT_SESSION_RETURNED_V1]: LentSessionReturnedV1
  [LENT_SESSION_RECALLED_V1]: LentSessionRecalledV1
}
export type MessageName = keyof MessageBodies

/** A message with its name: check `name`, and the body has its type. */
export type Message = { [Name in MessageName]: { readonly name: Name; readonly body: MessageBodies[Name] } }[MessageName]

/** A kind of member. */
type Sender = 'spoke' | 'pool' | 'rollup'

interface Entry<Name extends MessageName> {
  readonly shape: z.ZodType<MessageBodies[Name], unknown>
  readonly sample: unknown
  /** Which kind of member may send it. */
  readonly sentBy: Sender
}

const ENTRIES: { readonly [Name in MessageName]: Entry<Name> } = {
  [CASE_ESCALATED_V1]: { shape: caseEscalatedV1, sample: caseEscalatedV1Sample, sentBy: 'spoke' },
  [ESCALATION_ROUTED_V1]: { shape: escalationRoutedV1, sample: escalationRoutedV1Sample, sentBy: 'pool' },
  [ESCALATION_ACCEPTED_V1]: { shape: escalationAcceptedV1, sample: escalationAcceptedV1Sample, sentBy: 'pool' },
  [ESCALATION_ACCEPTED_V2]: { shape: escalationAcceptedV2, sample: escalationAcceptedV2Sample, sentBy: 'pool' },
  [CONFLICT_DECLARED_V1]: { shape: conflictDeclaredV1, sample: conflictDeclaredV1Sample, sentBy: 'pool' },
  [ESCALATION_STOOD_DOWN_V1]: { shape: escalationStoodDownV1, sample: escalationStoodDownV1Sample, sentBy: 'pool' },
  [CONSENT_WITHDRAWN_V1]: { shape: consentWithdrawnV1, sample: consentWithdrawnV1Sample, sentBy: 'spoke' },
  [OPINION_GIVEN_V1]: { shape: opinionGivenV1, sample: opinionGivenV1Sample, sentBy: 'pool' },
  [OPINION_GIVEN_V2]: { shape: opinionGivenV2, sample: opinionGivenV2Sample, sentBy: 'pool' },
  [SESSION_BOOKED_V1]: { shape: sessionBookedV1, sample: sessionBookedV1Sample, sentBy: 'pool' },
  [SESSION_CANCELLED_V1]: { shape: sessionCancelledV1, sample: sessionCancelledV1Sample, sentBy: 'pool' },
  [SESSION_OVER_V1]: { shape: sessionOverV1, sample: sessionOverV1Sample, sentBy: 'pool' },
  [SUBMISSION_SENT_V1]: { shape: submissionSentV1, sample: submissionSentV1Sample, sentBy: 'spoke' },
  [SUBMISSION_SENT_V2]: { shape: submissionSentV2, sample: submissionSentV2Sample, sentBy: 'spoke' },
  [SUBMISSION_ANSWERED_V1]: { shape: submissionAnsweredV1, sample: submissionAnsweredV1Sample, sentBy: 'rollup' },
  [SUBMISSION_PUBLISHED_V1]: { shape: submissionPublishedV1, sample: submissionPublishedV1Sample, sentBy: 'rollup' },
  [SUBMISSION_WAITS_V1]: { shape: submissionWaitsV1, sample: submissionWaitsV1Sample, sentBy: 'rollup' },
  [AGREEMENT_PROPOSED_V1]: { shape: agreementProposedV1, sample: agreementProposedV1Sample, sentBy: 'pool' },
  [AGREEMENT_ACCEPTED_V1]: { shape: agreementAcceptedV1, sample: agreementAcceptedV1Sample, sentBy: 'pool' },
  [AGREEMENT_ENDED_V1]: { shape: agreementEndedV1, sample: agreementEndedV1Sample, sentBy: 'pool' },
  [SESSION_LENT_V1]: { shape: sessionLentV1, sample: sessionLentV1Sample, sentBy: 'pool' },
  [LENT_SESSION_USED_V1]: { shape: lentSessionUsedV1, sample: lentSessionUsedV1Sample, sentBy: 'pool' },
  [LENT_SESSION_RETURNED_V1]: { shape: lentSessionReturnedV1, sample: lentSessionReturnedV1Sample, sentBy: 'pool' },
  [LENT_SESSION_RECALLED_V1]: { shape: lentSessionRecalledV1, sample: lentSessionRecalledV1Sample, sentBy: 'pool' },
}

/** Every message this version knows, by name. A Map, so that no odd name finds anything. */
export const messageCatalogue: ReadonlyMap<string, Entry<MessageName>> = new Map(Object.entries(ENTRIES))

/** Every message name, in the order of the thread. */
export const MESSAGE_NAMES = [...messageCatalogue.keys()] as readonly MessageName[]

export type MessageFault = 'unknown-message' | 'unknown-version' | 'too-large' | 'not-json' | 'bad-shape' | 'unknown-field'

export type MessageReading =
  | { readonly kind: 'message'; readonly message: Message }
  /** `paths` says where (`content.question`), never what. Empty for a fault of the whole. */
  | { readonly kind: 'fault'; readonly fault: MessageFault; readonly paths: readonly string[] }

/**
 * Takes in a message that arrived: `body` is its exact bytes (UTF-8 JSON, at most 128 KiB), or a value parsed already.
 * Faults: `unknown-version` when only the version of the name is unknown, else `unknown-message`; `too-large`, `not-json`;
 * `bad-shape` with paths. A field this version does not know is left out of the result: a newer sender may write it, it is
 * signed over in the bytes, and the bytes are what is kept. Never throws.
 */
export function parseMessage(name: string, body: unknown): MessageReading {
  const entry = messageCatalogue.get(name)
  if (!entry) return fault(isKnownType(name) ? 'unknown-version' : 'unknown-message')
  if (!(body instanceof Uint8Array)) return readBody(name, entry, body)
  const json = readJson(body)
  return json.kind === 'fault' ? fault(json.fault) : readBody(name, entry, json.value)
}

/**
 * Checks a body before it is posted, whatever it was put together from. Stricter than taking one in: a field that the
 * shape does not name is the fault `unknown-field`, so nothing leaves a member that its contract does not say.
 */
export function composeMessage(name: MessageName, body: object): MessageReading {
  const reading = parseMessage(name, body)
  if (reading.kind === 'fault') return reading
  const [first, ...rest] = droppedPaths(body, reading.message.body)
  return first === undefined ? reading : fault('unknown-field', [first, ...rest])
}

/** Which kind of member may send it; undefined for an unknown name. */
export function senderOf(name: string): Sender | undefined {
  return messageCatalogue.get(name)?.sentBy
}

/** `case-escalated.v1` as the type and version of an envelope, or undefined when it is not of that form. */
export function splitMessageName(name: string): { readonly type: string; readonly version: number } | undefined {
  const [, type, version] = /^([a-z]+(?:-[a-z]+)*)\.v([1-9][0-9]{0,2})$/.exec(name) ?? []
  return type === undefined || version === undefined ? undefined : { type, version: Number(version) }
}

/** The JSON schema (draft 2020-12) of each message, by name. Unknown fields are open in it, as in reading. */
export function jsonSchemas(): ReadonlyMap<MessageName, object> {
  return new Map(MESSAGE_NAMES.map((name) => [name, z.toJSONSchema(ENTRIES[name].shape, { io: 'input' })]))
}

/** One good body of each message, by name: old versions must go on reading theirs for ever. */
export function samples(): ReadonlyMap<MessageName, unknown> {
  return new Map(MESSAGE_NAMES.map((name) => [name, ENTRIES[name].sample]))
}

function readBody(name: string, { shape }: Entry<MessageName>, body: unknown): MessageReading {
  const reading = shape.safeParse(body)
  if (!reading.success) return fault('bad-shape', pathsOf(reading.error))
  return { kind: 'message', message: { name, body: reading.data } as Message }
}

const fault = (word: MessageFault, paths: readonly string[] = []): MessageReading => ({ kind: 'fault', fault: word, paths })

function isKnownType(name: string): boolean {
  const type = splitMessageName(name)?.type
  return type !== undefined && MESSAGE_NAMES.some((known) => splitMessageName(known)?.type === type)
}
