import { previewKind } from '../policy/preview-kind.ts'
import { whatIfKind } from './what-if/what-if-kind.ts'

/**
 * One kind of study. It is computed in a thread of its own: `compute` is pure and takes nothing but its input, and what goes
 * in and comes out is JSON.
 */
export interface StudyKind<Input = unknown, Result = unknown> {
  /** The input when this version of the pool can compute it, else undefined. */
  parse(given: unknown): Input | undefined
  compute(input: Input): Result | Promise<Result>
}

/** Every kind of study that the pool computes, by name. */
export const STUDY_KINDS = { 'what-if': whatIfKind, 'policy-preview': previewKind } as const satisfies Readonly<
  Record<string, StudyKind>
>
export type StudyKindName = keyof typeof STUDY_KINDS
