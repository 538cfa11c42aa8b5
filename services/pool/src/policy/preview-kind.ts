import { allocate, type RoutingPolicy } from '@oh/routing'
import { type Outcome, outcomeOf, runPlan } from '@oh/simulation'
import type { StudyKind } from '../studies/study-kinds.ts'
import { futureOf, type PastWeeks } from './past-weeks.ts'

/** Raised when the input gets another shape, so that what was asked before is not misread. */
export const PREVIEW_VERSION = 1

/** A draft, the policy that it is compared with, and the weeks in which both are played. */
export interface PreviewInput {
  readonly version: typeof PREVIEW_VERSION
  readonly draft: RoutingPolicy
  readonly against: { readonly version: number; readonly policy: RoutingPolicy }
  /** Dropped when the preview ends. */
  readonly past: PastWeeks
}

export interface PreviewResult {
  readonly weeks: { readonly from: string; readonly until: string; readonly cases: number; readonly sessions: number }
  readonly against: Outcome
  readonly draft: Outcome
}

/** Plays the same past weeks twice, once by each policy, with the rule that books the mornings of this pool. */
export const previewKind: StudyKind<PreviewInput, PreviewResult> = {
  parse: (given) => (isRecord(given) && given.version === PREVIEW_VERSION ? (given as unknown as PreviewInput) : undefined),
  compute: ({ draft, against, past }) => ({
    weeks: { from: past.from, until: past.until, cases: past.cases.length, sessions: past.sessions.length },
    against: outcomeBy(past, against.policy),
    draft: outcomeBy(past, draft),
  }),
}

function outcomeBy(past: PastWeeks, policy: RoutingPolicy): Outcome {
  const future = futureOf(past, policy)
  return outcomeOf(future, runPlan(future, allocate, { ...policy, neighbours: [] }))
}

const isRecord = (given: unknown): given is Record<string, unknown> => typeof given === 'object' && given !== null
