import type { IcsCode, Instant, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import type { Skill } from './skills.ts'

/** Dated right or leave: it holds from `from`, and `to` is the first day on which it no longer holds. */
export interface Period {
  readonly from: LondonDate
  readonly to?: LondonDate | undefined
}

/**
 * What somebody may be asked as. Second tier: diploma GPs and nurses in extended roles, within limits. A trainee works under
 * a supervisor, who countersigns.
 */
export type Grade = 'accredited-specialist' | 'second-tier' | 'trainee'

/** What routing knows about whoever may be asked. A right that is absent has never been recorded, so it does not hold. */
export interface Specialist {
  readonly specialistId: SpecialistId
  readonly employer: TrustCode
  /** As the employer names it; empty when there is none. */
  readonly department: string
  readonly skills: readonly Skill[]
  /** Absent: accredited specialist. */
  readonly grade?: Grade | undefined
  /** Of a trainee: who countersigns. */
  readonly supervisor?: SpecialistId | undefined
  /**
   * Since when, and until when, this person may act as a specialist at all. Absent: the caller keeps no roles, and none is
   * asked for.
   */
  readonly role?: Period | undefined
  /** Asked of accredited specialists only. */
  readonly accredited?: Period | undefined
  readonly agreement?: Period | undefined
  readonly indemnity?: Period | undefined
  readonly honoraryContract?: Period | undefined
  /** Cases open at one time, outstanding offers included. */
  readonly caseloadCap: number
  /** Leave and other absence. Why is nobody's business here. */
  readonly away?: readonly Period[] | undefined
  /** Lent by a neighbouring system for some sessions: asked only for what the own specialists cannot do. */
  readonly lentBy?: IcsCode | undefined
  /** Since when workers have been shown this name; absent: always. */
  readonly listedAt?: Instant | undefined
}

/** What a specialist has in hand now. A specialist without a row has nothing in hand. */
export interface Workload {
  readonly specialistId: SpecialistId
  /** Offers sent and not yet accepted, declined or lapsed. */
  readonly openOffers: number
  /** Escalations accepted and not yet answered. */
  readonly openCases: number
  /** First day with free time for a new case; absent when none is known, which ranks after every known day. */
  readonly nextFreeOn?: LondonDate | undefined
}
