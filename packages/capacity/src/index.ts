export { CLINICAL_KINDS, type ClinicalKind, HOURS_PER_PA, type JobPlan } from './job-plan.ts'
export { type Account, type Ledger, type LedgerEntry, ledgerOf } from './ledger.ts'
