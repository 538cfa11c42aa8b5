import { forbidden, hidden } from '@oh/graph'

/** The answer of a use case that the caller may not have: `hidden` looks like what does not exist, `forbidden` is the role's. */
export interface Denied {
  readonly kind: 'hidden' | 'forbidden'
}

export function isDenied<Answer extends object>(answer: Answer | Denied): answer is Denied {
  return 'kind' in answer && (answer.kind === 'hidden' || answer.kind === 'forbidden')
}

/** What may be shown of an answer. Throws the denial at the edge, after its audit row has been committed. */
export function shown<Answer extends object>(answer: Answer): Exclude<Answer, Denied> {
  if (isDenied(answer)) throw answer.kind === 'hidden' ? hidden() : forbidden()
  return answer as Exclude<Answer, Denied>
}
