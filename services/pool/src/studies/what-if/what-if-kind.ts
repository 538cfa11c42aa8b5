import { allocate } from '@oh/routing'
import { applyChanges, type Change, type Compared, compareWorlds, type World } from '@oh/simulation'
import type { StudyKind } from '../study-kinds.ts'

/** Raised when a world or a change gets another shape, so that what was asked before is not misread. */
export const WHAT_IF_VERSION = 1

/** A world as the pool made it, what would be different in it, and with how many seeds both are played. */
export interface WhatIfInput {
  readonly version: typeof WHAT_IF_VERSION
  readonly world: World
  readonly changes: readonly Change[]
  readonly seeds: number
}

/** Plays the world with and without the changes by the rule that books the mornings of this pool. */
export const whatIfKind: StudyKind<WhatIfInput, Compared> = {
  parse: (given) => (isRecord(given) && given.version === WHAT_IF_VERSION ? (given as unknown as WhatIfInput) : undefined),
  compute: ({ world, changes, seeds }) => {
    const changed = applyChanges(world, changes)
    if (changed.kind === 'refused') throw new Error(`A change that was taken on cannot be made: ${changed.reasons.join(', ')}.`)
    return compareWorlds(
      world,
      changed.world,
      allocate,
      Array.from({ length: seeds }, (_, at) => at + 1),
    )
  },
}

const isRecord = (given: unknown): given is Record<string, unknown> => typeof given === 'object' && given !== null
