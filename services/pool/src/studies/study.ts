import type { Branded, Instant, PersonId } from '@oh/kernel'
import type { StudyKindName } from './study-kinds.ts'

export type StudyId = Branded<string, 'StudyId'>

export const STUDY_STATES = ['asked', 'running', 'done', 'failed'] as const
export type StudyState = (typeof STUDY_STATES)[number]

/** Why a study has no result. */
export type StudyFailure = 'took-too-long' | 'needed-too-much-memory' | 'interrupted-twice' | 'of-another-version' | 'has-a-fault'

/** What a person reads for each failure. */
export const FAILURE_SENTENCES: Readonly<Record<StudyFailure, string>> = {
  'took-too-long': 'It took longer than two minutes and was stopped. Ask for fewer weeks or fewer repeats.',
  'needed-too-much-memory': 'It needed more memory than it may have and was stopped. Ask for fewer weeks or fewer repeats.',
  'interrupted-twice': 'The pool was restarted twice while it ran. Ask again.',
  'of-another-version': 'It was asked of an earlier version of the pool, which computed differently. Ask again.',
  'has-a-fault': 'It ended with a fault, which has been reported to whoever runs the pool.',
}

/** A study as it stands. */
export interface Study {
  readonly id: StudyId
  readonly kind: StudyKindName
  readonly input: unknown
  readonly askedBy: PersonId
  readonly askedAt: Instant
  readonly state: StudyState
  readonly result: unknown
  readonly failedFor: StudyFailure | null
  readonly finishedAt: Instant | null
}

/** What a study may take before it is stopped. */
export interface StudyLimits {
  readonly milliseconds: number
  readonly megabytes: number
}

export const STUDY_LIMITS: StudyLimits = { milliseconds: 120_000, megabytes: 512 }
/** The text of an input, in characters. */
export const LARGEST_INPUT = 200_000
/** Studies one person may have under way, and the pool in all. */
export const MOST_OPEN = { person: 3, pool: 20 } as const
/** How often a study is begun before it counts as failed. */
export const MOST_ATTEMPTS = 2
