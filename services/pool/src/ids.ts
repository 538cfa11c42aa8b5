import { badInput } from '@oh/graph'
import { type EscalationId, isUuid, type MessageId, type OfferId } from '@oh/kernel'

/** Undefined for a text that is no id: it then finds what any unknown id finds. */
export function escalationIdIn(text: string): EscalationId | undefined {
  return isUuid(text) ? (text as EscalationId) : undefined
}

export function offerIdIn(text: string): OfferId | undefined {
  return isUuid(text) ? (text as OfferId) : undefined
}

export function messageIdIn(text: string): MessageId | undefined {
  return isUuid(text) ? (text as MessageId) : undefined
}

/**
 * What is looked for in the audit: undefined when nothing was typed. Throws a clear input error for what can be no id of
 * anything: ids are visible ASCII, of people at most 255 (OpenID Connect Core 2).
 */
export function searchTextIn(text: string | null | undefined): string | undefined {
  if (text == null || text === '') return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(text)) throw badInput('Look for a sign-in name or a number, as the audit shows it.')
  return text
}

/** The form's own key; throws a clear input error when it is none. */
export function idempotencyKey(text: string): string {
  if (!isUuid(text)) throw badInput('The form has no valid key. Open the page again.')
  return text
}
