/**
 * What a referral is about, coarse enough to be counted: the reasons of a referral say into which group they fall. Own
 * grouping, to be confirmed by a clinician: by what the referrer wants to know, not by the condition, which a reason does
 * not tell. Stress stands alone, for it may or may not come from the work.
 */
export const REASON_GROUPS = [
  { id: 'absence-and-return', title: 'Absence and return to work' },
  { id: 'stress', title: 'Stress' },
  { id: 'caused-by-work', title: 'Ill health or injury from work' },
  { id: 'fitness-and-adjustments', title: 'Fitness for a job, adjustments and other advice' },
  { id: 'conduct-or-retirement', title: 'Performance, conduct or retirement' },
] as const satisfies readonly { readonly id: string; readonly title: string }[]
export type ReasonGroup = (typeof REASON_GROUPS)[number]['id']
