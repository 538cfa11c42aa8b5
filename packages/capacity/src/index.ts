export { type Capacity, type CapacityAsk, capacityOf } from './capacity.ts'
export {
  CLINICAL_KINDS,
  type ClinicalKind,
  clinicalPasOf,
  complexCaseHoursOf,
  givesWay,
  HOURS_PER_PA,
  type JobPlan,
  MOST_PAS,
  pasOf,
  planOn,
} from './job-plan.ts'
export { type Account, type Ledger, type LedgerEntry, ledgerOf } from './ledger.ts'
export {
  JOB_PLAN_RULES,
  type JobPlanFacts,
  type JobPlanFault,
  mayBeHeld,
  mayBePlanned,
  TEMPLATE_RULES,
  type TemplateFacts,
  type TemplateFault,
} from './rulings.ts'
export { PLANNING_SENTENCES, type PlanningFault } from './sentences.ts'
export { hoursAWeek, type PlannedSession, type SessionTemplate, sessionsFor, weekdayOf } from './session-template.ts'
