import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, type Caller, postGraphql } from '../network/caller.ts'
import type { Chance } from './chance.ts'
import type { RealFederation } from './real-federation.ts'

/** What a client of the run counts. */
export interface ClientCounts {
  requests: number
  /** Sent again because nobody knows what became of the first. */
  retried: number
  /** Sent twice at once on purpose. */
  sentTwice: number
}

/** Words for "not now": the request may or may not have taken effect, and is sent again with the same key. */
const PASSING: readonly unknown[] = [
  'SPOKE_UNAVAILABLE',
  'POOL_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'UNAUTHENTICATED',
  'UNROUTABLE',
  'TOO_MANY_REQUESTS',
]
const RETRY_MS = 150
const ANSWER_WITHIN_MS = 8_000
const TWICE_IN = 5

/**
 * A client that does not give up: whatever fails on the way is sent again, with the same idempotency key, until there is an
 * answer or time is up. One mutation in five is sent twice at once.
 */
export function stubbornCaller(
  federation: RealFederation,
  person: string,
  counts: ClientCounts,
  chance: Chance,
  until: AbortSignal,
): Caller {
  const once = async (document: string, variables: Record<string, unknown>): Promise<Answer | undefined> => {
    counts.requests += 1
    const headers = { authorization: `Bearer ${await federation.token(person)}` }
    const late = wait(ANSWER_WITHIN_MS, undefined, { ref: false })
    const asked = postGraphql(federation.gatewayUrl, headers, document, variables).catch(() => undefined)
    const answer = await Promise.race([asked, late])
    return answer && !isPassing(answer) ? answer : undefined
  }
  const ask: Caller['ask'] = async (document, variables = {}) => {
    if (document.startsWith('mutation') && chance() * TWICE_IN < 1) {
      counts.sentTwice += 1
      void once(document, variables)
    }
    for (;;) {
      const answer = await once(document, variables)
      if (answer) return answer
      if (until.aborted) throw new Error(`${person} had no answer in time`)
      counts.retried += 1
      await wait(RETRY_MS)
    }
  }
  return {
    ask,
    get: async (document, variables) => {
      const answer = await ask(document, variables)
      if (answer.errors.length > 0) throw new Error(`${person} got errors: ${JSON.stringify(answer.errors)}`)
      return answer.data
    },
  }
}

const isPassing = ({ status, errors }: Answer): boolean =>
  status === 401 || status >= 500 || errors.some(({ extensions }) => PASSING.includes(extensions?.code))
