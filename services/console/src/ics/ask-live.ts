import type { Shown } from '@oh/disclosure'
import type { Instant } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { shownOf } from '../figures/figure.ts'
import { type Answer, type AnswerError, AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import type { Viewer, Visit } from '../page.ts'
import type { PoolTime } from '../pool/capacity.view.tsx'
import { POOL_TIME } from '../pool/pool-time.ts'

const LIVE = graphql(
  `
  query IcsLive($code: ID!) {
    ics(code: $code) {
      memberState
      poolCapacity {
        asOf specialists freeSessions nextFreeAt underWay { value mark }
        time { ...TimeOfPool }
        skills { skill { title } specialists freeSessions }
      }
      trusts {
        odsCode name memberState
        capacity {
          asOf openCases { value mark } waiting { value mark } typicalWait { value mark } escalationsOut { value mark }
          nextFreeAt freeTimes posts { occupation title funded inPost }
        }
      }
    }
  }
`,
  [POOL_TIME],
)

type Answered = NonNullable<ReturnType<NonNullable<(typeof LIVE)['__apiType']>>['ics']>
type AnsweredCapacity = NonNullable<Answered['trusts'][number]['capacity']>

export interface Post {
  readonly occupation: string
  readonly title: string
  /** In whole-time equivalents. */
  readonly funded: number
  readonly inPost: number
}

/** What a trust's service can do, as of a moment. People are rounded or marked by the service itself; the rest is exact. */
export interface TrustCapacity {
  readonly asOf: Instant
  readonly openCases: Shown
  readonly waiting: Shown
  /** In working days. */
  readonly typicalWait: Shown
  readonly escalationsOut: Shown
  readonly nextFreeAt: Instant | null
  readonly freeTimes: number
  readonly posts: readonly Post[]
}

export interface LiveTrust {
  readonly code: string
  readonly name: string
  /** In whole-time equivalents, to say how much of the system answered. */
  readonly staff: number
  readonly standing: 'answered' | 'silent' | 'not-joined'
  readonly capacity: TrustCapacity | undefined
  /** The stable word of why it is silent. */
  readonly why: string | undefined
  /** Figures that its service, of an earlier version, does not know yet. */
  readonly hasOlderVersion: boolean
}

export interface LivePool {
  readonly standing: LiveTrust['standing']
  readonly why: string | undefined
  readonly capacity:
    | {
        readonly asOf: Instant
        readonly specialists: number
        readonly freeSessions: number
        readonly nextFreeAt: Instant | null
        readonly underWay: Shown
        readonly time: PoolTime
        readonly skills: readonly { readonly title: string; readonly specialists: number; readonly freeSessions: number }[]
      }
    | undefined
}

/** What a system can do now, as far as its trusts and its pool answered. */
export interface Live {
  /** Its trusts today, by name. */
  readonly trusts: readonly LiveTrust[]
  readonly pool: LivePool
}

/** Whether the live part is asked for at all: by whoever leads the system. The trusts and the pool rule on it themselves. */
export function asksLive({ roles, organisation }: Pick<Viewer, 'roles' | 'organisation'>, code: string): boolean {
  return roles.includes('ics-lead') && organisation === code
}

/**
 * Asks every trust of the system and its pool at once. One that does not answer costs its own figures. Undefined
 * for a system that is no more; throws AnswerRefused where the whole question is refused.
 */
export async function askLive(visit: Pick<Visit, 'askPartly'>, code: string): Promise<Live | undefined> {
  const { data, errors } = await visit.askPartly(LIVE, { code })
  if (data?.ics) return { trusts: data.ics.trusts.map((trust) => trustOf(trust, errors)), pool: poolOf(data.ics, code, errors) }
  if (data && errors.length === 0) return undefined
  throw new AnswerRefused(errors[0]?.code ?? 'UNKNOWN', [], false)
}

function trustOf(
  { odsCode, name, memberState, capacity }: Answered['trusts'][number],
  errors: Answer<unknown>['errors'],
): LiveTrust {
  const own = errors.filter(({ about }) => about === odsCode)
  return {
    code: odsCode,
    name,
    staff: findTrust(odsCode)?.staffFte ?? 0,
    capacity: capacity ? capacityOf(capacity) : undefined,
    standing: capacity ? 'answered' : standingOf(memberState, own),
    why: capacity ? undefined : whyOf(own, memberState),
    hasOlderVersion: own.some((error) => error.code === 'NOT_YET_AT_TRUST'),
  }
}

function capacityOf(answered: AnsweredCapacity): TrustCapacity {
  return {
    ...answered,
    openCases: shownOf(answered.openCases),
    waiting: shownOf(answered.waiting),
    typicalWait: shownOf(answered.typicalWait),
    escalationsOut: shownOf(answered.escalationsOut),
  }
}

function poolOf({ memberState, poolCapacity }: Answered, code: string, errors: readonly AnswerError[]): LivePool {
  const own = errors.filter(({ about, path }) => about === code || path === 'ics' || path === 'ics.poolCapacity')
  if (!poolCapacity) return { capacity: undefined, standing: standingOf(memberState, own), why: whyOf(own, memberState) }
  const { skills, underWay, ...rest } = poolCapacity
  const titled = skills.map(({ skill, ...counts }) => ({ title: skill.title, ...counts }))
  return { capacity: { ...rest, underWay: shownOf(underWay), skills: titled }, standing: 'answered', why: undefined }
}

function standingOf(memberState: string | null, errors: readonly AnswerError[]): 'silent' | 'not-joined' {
  const unknown = errors.some(({ reason }) => reason === 'UNKNOWN_TRUST' || reason === 'UNKNOWN_MEMBER')
  return memberState === null && (errors.length === 0 || unknown) ? 'not-joined' : 'silent'
}

function whyOf([error]: readonly AnswerError[], memberState: string | null): string {
  if (memberState !== null && memberState !== 'active') return memberState
  return error?.reason ?? error?.code ?? 'UNKNOWN'
}
