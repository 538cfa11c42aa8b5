export {
  mayWorkOn,
  RIGHT_RULES,
  type RightEnding,
  type RightFacts,
  type Rights,
  type RightWord,
  rightsEnding,
} from './accreditation.ts'
export {
  type AllocateAsk,
  type Allocation,
  type AllocationPolicy,
  allocate,
  type Booking,
  type BookingReason,
} from './allocate.ts'
export {
  ATTENDANCES,
  type Attendance,
  type AttendancePolicy,
  afterSession,
  asAttendance,
  defaultAttendancePolicy,
  type NextSession,
  type SessionOver,
} from './attendance.ts'
export { BOOKING_PREFERENCES, type BookedWord, type NotBookedWord } from './booking-preferences.ts'
export { BOOKING_RULES, type BookingBar } from './booking-rules.ts'
export { type BookingFault, barsByHand, faultsOf } from './checker.ts'
export {
  CONFLICT_TABLE,
  CONFLICT_WORDS,
  type ConflictFacts,
  type ConflictRow,
  type ConflictSubject,
  type ConflictWord,
  conflictsOf,
  EXCLUSION_GROUNDS,
  type Exclusion,
  type ExclusionGround,
} from './conflicts.ts'
export {
  type Advanced,
  advance,
  ESCALATION_STATES,
  type EscalationEvent,
  type EscalationState,
  type LiveOffer,
  MOVE_RULES,
  MOVES,
  type MoveRefusal,
  type PoolEscalation,
  type RoundEnd,
  receivedEscalation,
  type Tried,
} from './escalation.ts'
export {
  ACCREDITED_ONLY_SKILLS,
  GRADE_NAMES,
  GRADE_RULES,
  type GradeBar,
  type GradeFacts,
  gradeOf,
  supervisorOf,
} from './grades.ts'
export { HARD_RULES, type HardRule, type HardRuleGroup } from './hard-rules.ts'
export { type Candidate, type OfferAsk, type OfferPlan, offer } from './offer.ts'
export { type ChosenWord, OFFER_PREFERENCES, type PassedOverWord } from './offer-preferences.ts'
export {
  beyondGrade,
  type EscalationNeed,
  type ExclusionWord,
  mayBeOffered,
  OFFER_RULES,
  type OfferBar,
  type OfferFacts,
} from './offer-rules.ts'
export { inRoutingOrder, type OrderAsk, type Queued } from './order.ts'
export { LARGEST_PROGRAM, type Solve } from './plan-of-all.ts'
export {
  acceptedNeed,
  type CaseHours,
  checkPolicy,
  defaultPolicy,
  fewestHours,
  hoursOf,
  LATE_CASES,
  type LateCases,
  type LoosePolicy,
  POLICY_RULES,
  type PolicyLine,
  type PolicyWord,
  policyLines,
  policySentences,
  policySources,
  type RoutingPolicy,
  type Served,
} from './policy.ts'
export type { Preference } from './preference.ts'
export { type CaseInHand, type KeptWord, type ReplanAsk, type Replanned, replan, type TakenBackWord } from './replan.ts'
export { endingSentenceOf, ROUTING_REASONS, type RoutingReason, type SentenceValues, sentenceOf } from './sentences.ts'
export type { Session, WaitingCase } from './sessions.ts'
export { defaultSettings, type RoutingSettings, settingSources } from './settings.ts'
export {
  asSkill,
  asUrgency,
  type Holders,
  holdersOf,
  SKILL_NAMES,
  SKILLS,
  type Skill,
  scarcestOf,
  URGENCIES,
  type Urgency,
} from './skills.ts'
export type { Grade, Period, Specialist, Workload } from './specialist.ts'
export { addWorkingHours, atLondonHour } from './working-hours.ts'
