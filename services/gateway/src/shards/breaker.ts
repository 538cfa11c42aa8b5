import type { CallShard, ShardAnswer } from './call-shard.ts'
import type { MemberEntry } from './members.ts'

export type CallKind = 'query' | 'mutation'
type BreakerState = 'closed' | 'open' | 'half-open'

/** Leave to make one call. Exactly one of the three ways out counts; the first one taken. */
interface Pass {
  succeeded(): void
  failed(): void
  /** The caller went away, or the call was never made: nothing is learnt about the member. */
  left(): void
}

interface Breaker {
  /** A pass, or undefined while the breaker keeps calls away. */
  enter(): Pass | undefined
  readonly state: BreakerState
}

interface BreakerSettings {
  /** Failures in a row that open it. */
  readonly failures: number
  readonly openForMs: number
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number
}

/**
 * Opens after so many failures in a row; after a while lets one probe through, whose outcome closes or reopens it.
 * A call that began before the last change of state says nothing about the present one, so its outcome is dropped.
 */
export function createBreaker({ failures, openForMs, now }: BreakerSettings): Breaker {
  let failedInARow = 0
  let openedAt: number | undefined
  let probing = false
  let era = 0
  const stateNow = (): BreakerState => (openedAt === undefined ? 'closed' : now() - openedAt >= openForMs ? 'half-open' : 'open')
  const turn = (openAt: number | undefined) => {
    openedAt = openAt
    failedInARow = 0
    probing = false
    era += 1
  }
  const passOf = (probe: boolean): Pass => {
    const entered = era
    let settled = false
    const once = (then: () => void) => () => {
      if (settled || entered !== era) return
      settled = true
      then()
    }
    return {
      succeeded: once(() => {
        if (probe) turn(undefined)
        else failedInARow = 0
      }),
      failed: once(() => {
        failedInARow += 1
        if (probe || failedInARow >= failures) turn(now())
      }),
      left: once(() => {
        if (probe) probing = false
      }),
    }
  }
  return {
    get state() {
      return stateNow()
    },
    enter() {
      const state = stateNow()
      if (state === 'open' || (state === 'half-open' && probing)) return undefined
      probing = state === 'half-open'
      return passOf(probing)
    },
  }
}

export interface Breakers {
  of(member: MemberEntry, kind: CallKind): Breaker
  /** Every breaker that is not closed, for health and for the operators' page. */
  troubled(): { readonly member: string; readonly kind: CallKind; readonly state: BreakerState }[]
}

/** One breaker per member and kind: a member that cannot write may still answer questions. */
export function createBreakers(settings: BreakerSettings): Breakers {
  const byKind = { query: new Map<string, Breaker>(), mutation: new Map<string, Breaker>() }
  return {
    of(member, kind) {
      const known = byKind[kind].get(member.id)
      if (known) return known
      const made = createBreaker(settings)
      byKind[kind].set(member.id, made)
      return made
    },
    troubled: () =>
      (['query', 'mutation'] as const).flatMap((kind) =>
        [...byKind[kind]].map(([member, { state }]) => ({ member, kind, state })).filter(({ state }) => state !== 'closed'),
      ),
  }
}

/** The same calls behind breakers, whatever carries them. */
export function guardCalls<Context>(call: CallShard<Context>, breakers: Breakers): CallShard<Context> {
  return async (request) => {
    const pass = breakers.of(request.member, request.kind).enter()
    if (!pass) return { kind: 'silent', reason: 'CIRCUIT_OPEN' }
    try {
      const answer = await call(request)
      if (isFailure(answer)) pass.failed()
      else pass.succeeded()
      return answer
    } finally {
      pass.left()
    }
  }
}

/** A GraphQL error and a refused token are answers of a member that is alive. */
function isFailure(answer: ShardAnswer): boolean {
  return answer.kind === 'silent' && answer.reason !== 'REFUSED'
}
