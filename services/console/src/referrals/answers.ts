import { REFERRAL_SOURCES, REFERRAL_TEXT } from '@oh/casework'
import type { LondonDate } from '@oh/kernel'
import { readFields, type SentFields } from '../form.ts'
import { readDate } from '../form-date.ts'
import type { TypedDate } from '../layout/date-input.view.tsx'

/** Whose hand fills in the form: the worker's own, the manager's, or the OH team's from a letter or call. */
export type Side = 'worker' | 'referrer' | 'service'

/** What has been answered so far, field by field as it was typed. It travels in the form, never in an address. */
export type Answers = Readonly<Record<string, string>>

/** Stands in the place of a worker who is not in the list that was offered. */
export const SOMEBODY_ELSE = 'somebody-else'

/** A worker picked from a list: the id, and the name for showing it again without another look at the records. */
export interface PickedWorker {
  readonly id: string
  readonly fullName: string
}

/** How a picked worker stands in the form. */
export function pickOf({ id, fullName }: PickedWorker): string {
  return `${id} ${fullName}`
}

/** The worker that was picked; none when nobody was, or somebody who is not in the list. */
export function pickedWorker(answers: Answers): PickedWorker | undefined {
  const [, id, fullName] = /^(\S+) (.+)$/s.exec(textOf(answers, 'worker')) ?? []
  return id !== undefined && fullName !== undefined ? { id, fullName } : undefined
}

export function textOf(answers: Answers, field: string): string {
  return answers[field] ?? ''
}

/** The answers as fields of a form, for what reads forms. */
export function asFields(answers: Answers): SentFields {
  return readFields(Object.entries(answers).map(([name, value]) => [name, value ?? '']))
}

export function dateOf(answers: Answers, name: string): LondonDate | undefined {
  return readDate(asFields(answers), name).date
}

export function typedDateOf(answers: Answers, name: string): TypedDate {
  return readDate(asFields(answers), name).typed
}

/** True where the source must have told the worker; nobody tells himself. */
export function mustTell(answers: Answers, side: Side): boolean {
  return sourceOf(answers, side)?.toldAndShown === true
}

export function needsConsent(answers: Answers, side: Side): boolean {
  return sourceOf(answers, side)?.consent === true
}

export function sourceOf(answers: Answers, side: Side) {
  const id = side === 'worker' ? 'self' : side === 'referrer' ? 'line-manager' : textOf(answers, 'source')
  return REFERRAL_SOURCES.find((source) => source.id === id)
}

/** Said first in the background, so that whoever reads the referral cannot miss it. */
export const HARM_SENTENCES: Readonly<Record<Side, string>> = {
  worker: 'The worker ticked on the form: thoughts of harming themselves or somebody else.',
  referrer: 'The referrer ticked on the form: the worker may harm themselves or somebody else.',
  service: 'Ticked on the form: the worker may harm themselves or somebody else.',
}

/** Leaves room in the background for the sentence above. */
export const BACKGROUND_LIMIT = REFERRAL_TEXT.background.max - 200
export const QUESTION_LIMIT = REFERRAL_TEXT.question.max

/** The background as it is sent. */
export function backgroundOf(answers: Answers, side: Side): string {
  const own = textOf(answers, 'background')
  if (textOf(answers, 'harm') !== 'yes') return own
  return own === '' ? HARM_SENTENCES[side] : `${HARM_SENTENCES[side]}\n\n${own}`
}
