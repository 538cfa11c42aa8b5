import { forbidden, hidden, type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { Denied, Refusal } from './access.ts'
import type { Done } from './requests/submit-once.ts'
import { type RefusalWord, refusalSentences } from './sentences.ts'

/** Raises a denial as the error it stands for; anything else is handed on. */
export function orThrow<Outcome extends { readonly kind: string }>(outcome: Outcome): Exclude<Outcome, Denied> {
  if (outcome.kind === 'hidden') throw hidden()
  if (outcome.kind === 'forbidden') throw forbidden()
  return outcome as Exclude<Outcome, Denied>
}

/** What became of a form, as a member of its result union: done under the given kind, or refused with sentences. Denials are errors. */
export function resultOf<Kind extends string>(
  kind: Kind,
  outcome: Done | Denied | Refusal<RefusalWord>,
  sentences: Readonly<Record<RefusalWord, string>> = refusalSentences,
): { readonly kind: Kind; readonly id: string } | RefusedAnswer {
  const answered = orThrow(outcome)
  if (answered.kind === 'refused') return refusedAnswer(answered.reasons, sentences)
  return { kind, id: answered.id }
}

/** Tells the members of a result union apart. */
export const isKind =
  (kind: string) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
