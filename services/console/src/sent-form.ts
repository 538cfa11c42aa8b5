import { randomUUID } from 'node:crypto'
import { isUuid } from '@oh/kernel'
import type { SentFields } from './form.ts'
import { hasProblems, type Problems } from './layout/messages.view.tsx'

/** What travels with a form: the key that makes a double submit harmless, and the version of what it was made on. */
export interface FormKeys {
  readonly key: string
  readonly version: number
}

/** What somebody else changed between opening the form and sending it. */
export interface StaleNews {
  readonly changes: readonly string[]
}

/** How a form stands when it is drawn: new, refused, or overtaken by somebody else's change. */
export interface FormStanding {
  readonly keys: FormKeys
  readonly problems: Problems
  readonly news?: StaleNews | undefined
}

/** The answers of a change that did not take effect, as every mutation gives them. */
export type NotDone =
  | { readonly __typename: 'Refused'; readonly reasons: readonly { readonly word: string; readonly sentence: string }[] }
  | { readonly __typename: 'Stale'; readonly currentVersion: number; readonly changes: readonly string[] }

/** Names of the hidden fields. */
export const KEY_FIELD = 'key'
export const VERSION_FIELD = 'version'
/** Where the error summary leads for what belongs to no single field. */
export const WHOLE_FORM = 'form'

/** A form that is opened. `version` is that of the record it changes, 0 where it changes none. */
export function newForm(version = 0): FormStanding {
  return { keys: { key: randomUUID(), version }, problems: {} }
}

/** The keys as they came back. What is not a key of ours is replaced, and a version that is no number is an old one. */
export function keysOf(form: SentFields): FormKeys {
  const key = form.text(KEY_FIELD)
  const version = Number(form.text(VERSION_FIELD))
  return { key: isUuid(key) ? key : randomUUID(), version: Number.isInteger(version) ? version : 0 }
}

/** The form again, with what the console itself found. */
export function formWith(form: SentFields, problems: Problems): FormStanding {
  return { keys: keysOf(form), problems }
}

/**
 * The form again after an answer that was not yes. `fields` maps the reason words to the fields they are shown at; other
 * reasons stand in the summary. After a stale answer the next attempt is made on the version that the reader is now told of.
 */
export function formAfter(form: SentFields, answer: NotDone, fields: Readonly<Record<string, string>>): FormStanding {
  const keys = keysOf(form)
  if (answer.__typename === 'Stale')
    return { keys: { ...keys, version: answer.currentVersion }, problems: {}, news: { changes: answer.changes } }
  // the earlier form under this key took effect: sending this one as well is a new act, made knowingly
  const isUsed = answer.reasons.some(({ word }) => word === 'key-used-before')
  return { keys: isUsed ? { ...keys, key: randomUUID() } : keys, problems: problemsOf(answer.reasons, fields) }
}

/** Sentences by field; several at one field are read one after the other. */
export function problemsOf(
  reasons: readonly { readonly word: string; readonly sentence: string }[],
  fields: Readonly<Record<string, string>>,
): Problems {
  const problems: Record<string, string> = {}
  for (const { word, sentence } of reasons) {
    const field = fields[word] ?? WHOLE_FORM
    const before = problems[field]
    problems[field] = before === undefined ? sentence : `${before} ${sentence}`
  }
  return problems
}

/** What the standing says about the page: its status, and whether the form was refused. */
export function statusOf({ problems, news }: FormStanding): { readonly status: 200 | 409 | 422; readonly refused: boolean } {
  if (news) return { status: 409, refused: false }
  return hasProblems(problems) ? { status: 422, refused: true } : { status: 200, refused: false }
}

/** What a change answered. Throws when there is nothing, which a whole answer never has. */
export function answered<Answer>(result: Answer | null): Answer {
  if (result === null) throw new Error('The change was not answered.')
  return result
}
