import type { CallShard, ShardAnswer } from './call-shard.ts'
import type { MemberEntry, Silence } from './members.ts'

export type CallKind = 'query' | 'mutation'
type BreakerState = 'closed' | 'open' | 'half-open'

/** Leave to make one call. Exactly one of the three ways out counts; the first one taken. */
interface Pass {
  succeeded(): void
  /** `mayBeTheirs`: what the caller asked may be why, as with a time-out; it counts once for one person. */
  failed(mayBeTheirs?: boolean): void
  /** The caller went away, or the call was never made: nothing is learnt about the member. */
  left(): void
}

interface Breaker {
  /** A pass for a call of this person, or undefined while the breaker keeps calls away. */
  enter(person?: string): Pass | undefined
  readonly state: BreakerState
}

interface BreakerSettings {
  /** Failures in a row that open it; of those that may be the caller's doing, one a person. */
  readonly failures: number
  readonly openForMs: number
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number
}

/**
 * Opens after so many failures in a row; after a while lets one probe through, whose outcome closes or reopens it. One
 * person's questions that are too heavy do not open it for everybody, nor keep it open: whoever asked the probe that timed
 * out leaves the next one to others for a turn. A call that began before the last change of state says nothing about the present one, so its outcome is dropped.
 */
export function createBreaker({ failures, openForMs, now }: BreakerSettings): Breaker {
  let failedInARow = 0
  let failedFor = new Set<string>()
  let probedInVain: string | undefined
  let openedAt: number | undefined
  let probing = false
  let era = 0
  const stateNow = (): BreakerState => (openedAt === undefined ? 'closed' : now() - openedAt >= openForMs ? 'half-open' : 'open')
  const turn = (openAt: number | undefined) => {
    openedAt = openAt
    failedInARow = 0
    failedFor = new Set()
    probing = false
    era += 1
  }
  const countFailure = (theirs: string | undefined) => {
    if (theirs === undefined) failedInARow += 1
    else failedFor.add(theirs)
    return failedInARow + failedFor.size
  }
  const passOf = (probe: boolean, person: string | undefined): Pass => {
    const entered = era
    let settled = false
    const once = (then: () => void) => {
      if (settled || entered !== era) return
      settled = true
      then()
    }
    return {
      succeeded: () =>
        once(() => {
          if (probe) turn(undefined)
          failedInARow = 0
          failedFor.clear()
        }),
      failed: (mayBeTheirs = false) =>
        once(() => {
          const theirs = mayBeTheirs ? person : undefined
          if (probe) probedInVain = theirs
          if (countFailure(theirs) >= failures || probe) turn(now())
        }),
      left: () =>
        once(() => {
          if (probe) probing = false
        }),
    }
  }
  const isToWait = (person: string | undefined) =>
    person !== undefined && person === probedInVain && now() - (openedAt ?? 0) < 2 * openForMs
  return {
    get state() {
      return stateNow()
    },
    enter(person) {
      const state = stateNow()
      if (state === 'open' || (state === 'half-open' && (probing || isToWait(person)))) return undefined
      probing = state === 'half-open'
      return passOf(probing, person)
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
export function guardCalls<Context extends { readonly person?: string | undefined }>(
  call: CallShard<Context>,
  breakers: Breakers,
): CallShard<Context> {
  return async (request) => {
    const pass = breakers.of(request.member, request.kind).enter(request.context.person)
    if (!pass) return { kind: 'silent', reason: 'CIRCUIT_OPEN' }
    try {
      const answer = await call(request)
      if (isFailure(answer)) pass.failed(MAY_BE_THE_CALLERS.has(answer.reason))
      else pass.succeeded()
      return answer
    } finally {
      pass.left()
    }
  }
}

/** Who asks for too much waits too long, or gets more than can be taken in. */
const MAY_BE_THE_CALLERS: ReadonlySet<string> = new Set(['TIMEOUT', 'BAD_ANSWER'] satisfies Silence[])

/** A GraphQL error and a refused token are answers of a member that is alive. */
function isFailure(answer: ShardAnswer): answer is Extract<ShardAnswer, { kind: 'silent' }> {
  return answer.kind === 'silent' && answer.reason !== 'REFUSED'
}
