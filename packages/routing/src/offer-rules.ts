import {
  holdsOn,
  type Instant,
  type LondonDate,
  type RefusalRule,
  type Ruling,
  ruleBy,
  rulingOf,
  type SpecialistId,
} from '@oh/kernel'
import { mayWorkOn, type RightWord } from './accreditation.ts'
import { type ConflictSubject, type ConflictWord, conflictsOf } from './conflicts.ts'
import type { RoundEnd, Tried } from './escalation.ts'
import { type GradeBar, gradeBars } from './grades.ts'
import { defaultSettings } from './settings.ts'
import type { Skill, Urgency } from './skills.ts'
import type { Specialist, Workload } from './specialist.ts'

/** What an escalation asks of a specialist. It carries no name and nothing clinical. */
export interface EscalationNeed extends ConflictSubject {
  /** All of them are needed. */
  readonly skills: readonly Skill[]
  readonly urgency: Urgency
  /** Specialists asked in earlier rounds, from the pool's escalation. */
  readonly tried: readonly Pick<Tried, 'specialistId' | 'ended'>[]
  /**
   * Specialists who answered for this worker before. For whoever knows: a pool does not, for no two escalations tell that they
   * are of one worker.
   */
  readonly knownTo: readonly SpecialistId[]
  /** True: rather a specialist of the own employer. False and absent say nothing. */
  readonly prefersOwnEmployer?: boolean | undefined
  /** False: consent, or what stands in its place, is withdrawn or on hold, and nobody is asked. Absent says that it holds. */
  readonly gateAlive?: boolean | undefined
  /** Until when an opinion is wanted: lent specialists come before own ones who have no time until then. */
  readonly dueOn?: LondonDate | undefined
  /** When the escalation left the trust, and so until when the worker was shown names; absent: every name was. */
  readonly sentAt?: Instant | undefined
}

export type OfferBar =
  | 'gate-not-alive'
  | 'skill-missing'
  | 'declined-before'
  | 'lapsed-before'
  | 'conflict-declared-before'
  | 'caseload-full'
  | 'away'
  | 'not-shown-to-worker'
export type ExclusionWord = RightWord | ConflictWord | OfferBar | GradeBar

export interface OfferFacts {
  readonly escalation: EscalationNeed
  readonly specialist: Specialist
  /** Who supervises, where the specialist is a trainee and the supervisor is known. */
  readonly supervisor?: Specialist | undefined
  readonly workload: Pick<Workload, 'openOffers' | 'openCases'>
  readonly on: LondonDate
  /** What the policy gives to the second tier; absent: the default settings. */
  readonly secondTierSkills?: readonly Skill[] | undefined
}

function earlier(ended: RoundEnd) {
  return ({ escalation, specialist }: OfferFacts) =>
    escalation.tried.some((past) => past.specialistId === specialist.specialistId && past.ended === ended)
}

/** Hard rules of an offer beside the rights and the conflicts, which have tables of their own. */
export const OFFER_RULES: readonly RefusalRule<OfferBar, OfferFacts>[] = [
  {
    refuses: 'gate-not-alive',
    when: ({ escalation }) => escalation.gateAlive === false,
    source: 'GMC Confidentiality: nothing is shared under a consent that does not hold any more',
  },
  {
    refuses: 'skill-missing',
    when: ({ escalation, specialist }) => escalation.skills.some((skill) => !specialist.skills.includes(skill)),
    source: 'GMC Good medical practice: work within the limits of your competence',
  },
  {
    refuses: 'declined-before',
    when: earlier('declined'),
    source: 'Our proposal: nobody is asked twice for one escalation',
  },
  {
    refuses: 'lapsed-before',
    when: earlier('lapsed'),
    source: 'Our proposal: nobody is asked twice for one escalation',
  },
  {
    refuses: 'conflict-declared-before',
    when: earlier('conflict-declared'),
    source:
      'FOM, Good Occupational Medical Practice 2017, part 3: avoid acting where one is also manager, departmental colleague or treating doctor',
  },
  {
    refuses: 'caseload-full',
    // Written so that a cap which is not a number bars.
    when: ({ specialist, workload }) => !(workload.openOffers + workload.openCases < specialist.caseloadCap),
    source: 'Our proposal: at the cap no offer is made; open offers count, since each may be accepted',
  },
  {
    refuses: 'away',
    when: ({ specialist, on }) => (specialist.away ?? []).some((leave) => holdsOn(on, leave)),
    source: 'Our proposal: an offer to someone away would only lapse',
  },
  {
    refuses: 'not-shown-to-worker',
    when: ({ escalation: { sentAt }, specialist: { listedAt } }) =>
      sentAt !== undefined && listedAt !== undefined && listedAt > sentAt,
    source: 'Our proposal: the worker sees the names before anything leaves the trust, and can object to none that came later',
  },
]

/**
 * May the escalation be offered to this specialist on this London date? Refused with every reason against, rights first,
 * then conflicts, then the rules of an offer, then those of the grade.
 */
export function mayBeOffered(facts: OfferFacts): Ruling<ExclusionWord> {
  const rulings = [
    mayWorkOn(facts.specialist, facts.on),
    conflictsOf({ worker: facts.escalation, specialist: facts.specialist }),
    ruleBy(OFFER_RULES, facts),
    rulingOf(beyondGrade(facts)),
  ]
  return rulingOf(rulings.flatMap((ruling): readonly ExclusionWord[] => (ruling.kind === 'refused' ? ruling.reasons : [])))
}

/** What of the escalation is beyond the grade on that date, the supervisor's leave and conflicts with it; none for an accredited specialist. */
export function beyondGrade({
  escalation,
  specialist,
  supervisor,
  on,
  secondTierSkills,
}: Omit<OfferFacts, 'workload'>): readonly GradeBar[] {
  const { skills, urgency } = escalation
  return gradeBars({
    specialist,
    supervisor,
    on,
    skills,
    urgency,
    secondTierSkills: secondTierSkills ?? defaultSettings.secondTierSkills,
    supervisorInConflict: supervisor !== undefined && isInConflict(escalation, supervisor),
  })
}

function isInConflict(escalation: EscalationNeed, specialist: Specialist): boolean {
  const declared = escalation.tried.some(
    (past) => past.specialistId === specialist.specialistId && past.ended === 'conflict-declared',
  )
  return declared || conflictsOf({ worker: escalation, specialist }).kind === 'refused'
}
