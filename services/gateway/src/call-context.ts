import type { PersonId } from '@oh/kernel'
import type { CallerTokens } from './subject-token.ts'

/** What goes with one request through the graph: who asks, and the token that proves it to every service. */
export interface CallContext extends CallerTokens {
  readonly person: PersonId
}
