import { badInput } from '@oh/graph'
import {
  type AgreementId,
  type BookingId,
  type EscalationId,
  isUuid,
  type MessageId,
  type OfferId,
  type SessionId,
  type SpecialistId,
} from '@oh/kernel'
import type { StudyId } from './studies/study.ts'

/** Undefined for a text that is no id: it then finds what any unknown id finds. */
export function escalationIdIn(text: string): EscalationId | undefined {
  return isUuid(text) ? (text as EscalationId) : undefined
}

export function offerIdIn(text: string): OfferId | undefined {
  return isUuid(text) ? (text as OfferId) : undefined
}

export function bookingIdIn(text: string): BookingId | undefined {
  return isUuid(text) ? (text as BookingId) : undefined
}

export function messageIdIn(text: string): MessageId | undefined {
  return isUuid(text) ? (text as MessageId) : undefined
}

export function specialistIdIn(text: string): SpecialistId | undefined {
  return isUuid(text) ? (text as SpecialistId) : undefined
}

export function agreementIdIn(text: string): AgreementId | undefined {
  return isUuid(text) ? (text as AgreementId) : undefined
}

export function sessionIdIn(text: string): SessionId | undefined {
  return isUuid(text) ? (text as SessionId) : undefined
}

/** The id of a row that has no name of its own. */
export function rowIdIn(text: string): string | undefined {
  return isUuid(text) ? text : undefined
}

export function studyIdIn(text: string): StudyId | undefined {
  return isUuid(text) ? (text as StudyId) : undefined
}

/** The form's own key; throws a clear input error when it is none. */
export function idempotencyKey(text: string): string {
  if (!isUuid(text)) throw badInput('The form has no valid key. Open the page again.')
  return text
}
