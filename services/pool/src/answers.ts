import { forbidden, hidden, type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { Denied, Refusal } from './access.ts'
import { type RefusalWord, refusalSentences } from './sentences.ts'

/** Raises a denial as the error it stands for; anything else is handed on. */
export function orThrow<Outcome extends { readonly kind: string }>(outcome: Outcome | Denied): Exclude<Outcome, Denied> {
  if (outcome.kind === 'hidden') throw hidden()
  if (outcome.kind === 'forbidden') throw forbidden()
  return outcome as Exclude<Outcome, Denied>
}

/** A use case's outcome as a member of its result union: refusals with their sentences, denials as errors. */
export function answerOf<Outcome extends { readonly kind: string }>(
  outcome: Outcome | Denied | Refusal<RefusalWord>,
): Exclude<Outcome, Denied | Refusal<RefusalWord>> | RefusedAnswer {
  const answered = orThrow<Outcome | Refusal<RefusalWord>>(outcome)
  if (isRefusal(answered)) return refusedAnswer(answered.reasons, refusalSentences)
  return answered as Exclude<Outcome, Denied | Refusal<RefusalWord>>
}

function isRefusal(outcome: { readonly kind: string }): outcome is Refusal<RefusalWord> {
  return outcome.kind === 'refused'
}
