import { badInput } from '@oh/graph'
import { type BookingId, type EscalationId, isUuid, type MessageId, type OfferId } from '@oh/kernel'

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

/** The form's own key; throws a clear input error when it is none. */
export function idempotencyKey(text: string): string {
  if (!isUuid(text)) throw badInput('The form has no valid key. Open the page again.')
  return text
}
