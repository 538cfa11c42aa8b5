/** What may be shown, as figures. One row of these stands for one version of the policy; a publication names its version. */
export interface DisclosurePolicy {
  readonly version: number
  /** Counts of people from 1 up to below this are not shown. A contributor's own higher floor stands before it. */
  readonly floor: number
  /** Counts of people that are shown are rounded to the nearest of these, each from its own exact value. */
  readonly roundTo: number
  /** A figure of fewer contributors than this tells each of them the others' share. */
  readonly fewestContributors: number
  /** Percentages of fewer people than this are whole numbers. */
  readonly wholePercentBelow: number
}

/**
 * Policy 4: 1 to 7 suppressed below England and the rest rounded to 5 (NHS Digital, HES analysis guide, 2018), and all
 * figures of a population in a financial year weighed against each other and against what is told live, also by those who
 * know the counts of several employers or a part of one's (`protectJointly`). A mark of few is taken for 1 or more.
 */
export const POLICY: DisclosurePolicy = {
  version: 4,
  floor: 8,
  roundTo: 5,
  fewestContributors: 3,
  wholePercentBelow: 1_000,
}

/**
 * The first policy whose publications stand for good, and are known to every reader whatever policy is in force later. All
 * that was published under earlier ones was made up, and is replaced: policy 0 went cell by cell, policy 1 measure by measure
 * and trust by trust, policy 2 took a mark of few for nobody as well, policy 3 weighed those received apart from those seen.
 */
export const FIRST_LASTING_POLICY = 4
