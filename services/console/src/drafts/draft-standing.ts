import { readFields, type SentFields } from '../form.ts'
import { type FormStanding, formAfter, formWith, KEY_FIELD, type NotDone, problemsOf, VERSION_FIELD } from '../sent-form.ts'
import type { Draft, DraftContents } from './drafts.ts'

/**
 * A form whose change did not take effect, to be kept and opened again at its own address: the same words, under the key and
 * the version with which they may be sent again.
 */
export function afterRefusal(form: SentFields, answer: NotDone): DraftContents {
  const { key, version } = formAfter(form, answer, {}).keys
  const fresh: Readonly<Record<string, string>> = { [KEY_FIELD]: key, [VERSION_FIELD]: String(version) }
  return { fields: form.entries.map(([name, value]) => [name, fresh[name] ?? value]), answer }
}

/** How a draft stands when it is opened: as it was refused or overtaken when it was last sent, else with nothing wrong. */
export function standingOfDraft({ fields, answer }: Draft, fieldsOfReasons: Readonly<Record<string, string>>): FormStanding {
  const form = readFields(fields)
  if (answer?.__typename === 'Refused') return formWith(form, problemsOf(answer.reasons, fieldsOfReasons))
  return answer ? { ...formWith(form, {}), news: { changes: answer.changes } } : formWith(form, {})
}
