/** How a case can end. `needsReviewDate`: the outcome is for a time. `needsAssessment`: it says something about fitness. */
interface OutcomeRow {
  readonly id: string
  readonly title: string
  readonly needsAssessment: boolean
  readonly needsReviewDate: boolean
}

/**
 * The outcomes of a case, one of which is chosen when it is closed. Own list, to be confirmed by a clinician; no national
 * list is known. Ill-health retirement ends as "evidence completed": the scheme's medical adviser decides (form AW33E).
 */
export const CASE_OUTCOMES = [
  { id: 'fit-for-full-duties', title: 'Fit for full duties', needsAssessment: true, needsReviewDate: false },
  {
    id: 'fit-with-adjustments',
    title: 'Fit with adjustments or a phased return',
    needsAssessment: true,
    needsReviewDate: false,
  },
  { id: 'temporarily-unfit', title: 'Temporarily unfit for work', needsAssessment: true, needsReviewDate: true },
  {
    id: 'permanently-unfit-for-role',
    title: 'Permanently unfit for this role, redeployment advised',
    needsAssessment: true,
    needsReviewDate: false,
  },
  {
    id: 'ill-health-retirement-evidence-completed',
    title: 'Ill-health retirement: evidence completed',
    needsAssessment: true,
    needsReviewDate: false,
  },
  { id: 'advice-only', title: 'Advice only', needsAssessment: false, needsReviewDate: false },
  { id: 'no-further-action', title: 'No further action', needsAssessment: false, needsReviewDate: false },
  { id: 'withdrew', title: 'The worker withdrew', needsAssessment: false, needsReviewDate: false },
  {
    id: 'did-not-attend',
    title: 'Closed because the worker did not attend',
    needsAssessment: false,
    needsReviewDate: false,
  },
  {
    id: 'returned-with-advice',
    title: 'Returned to the referrer with advice',
    needsAssessment: false,
    needsReviewDate: false,
  },
] as const satisfies readonly OutcomeRow[]

export type CaseOutcome = (typeof CASE_OUTCOMES)[number]['id']

/** The row of an outcome word from outside, or undefined when there is no such outcome. */
export function findOutcome(id: string): ((typeof CASE_OUTCOMES)[number] & OutcomeRow) | undefined {
  return CASE_OUTCOMES.find((row) => row.id === id)
}
