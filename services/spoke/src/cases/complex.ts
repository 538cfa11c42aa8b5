import { type EscalationSettings, reasonsFired } from '@oh/escalation'
import type { LondonDate } from '@oh/kernel'
import type { ReferralRowView } from '../referrals/view-referrals.ts'
import type { CaseRow } from './case.store.ts'

/**
 * The titles of the reasons to escalate that fire on what stands on record without asking anybody: the worker is a doctor,
 * is referred for ill-health retirement, or is not back in the set time. What only a clinician can tell counts as not so.
 */
export function complexBecause(
  { absentSince }: Pick<CaseRow, 'absentSince'>,
  { reason, assignment }: Pick<ReferralRowView, 'reason' | 'assignment'>,
  settings: EscalationSettings,
  today: LondonDate,
): string[] {
  const onRecord = {
    work: 'case-management',
    uncertainOrOutsideProtocol: false,
    psychiatricCondition: false,
    bloodBorneVirus: false,
    substanceMisuse: false,
    riskAtWork: false,
    regulatorConcern: false,
    illHealthRetirement: reason === 'ill-health-retirement',
    workerIsDoctor: assignment.isDoctor,
    workHazard: false,
    adviceWanted: false,
    ...(absentSince && { absentSince }),
  } as const
  return reasonsFired(onRecord, settings, today).map(({ title }) => title)
}
