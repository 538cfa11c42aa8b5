import type { Holding } from '@oh/auth'
import { asActor, type ScopedTx } from '@oh/postgres'
import { applyChanges } from '@oh/simulation'
import { type Access, allowedFor, type Denied, denied } from '../../access.ts'
import type { Caller, Pool } from '../../context.ts'
import { askStudy } from '../ask-study.ts'
import { type Assumption, type BaseFacts, baseAssumptions, changedAssumptions, countsIn, worldOf } from './assumptions.ts'
import { readBaseFacts } from './base-facts.ts'
import { type AskedChange, MOST_CHANGES, type ReadChange, readChange, type WhatIfRefusal } from './changes.ts'
import { WHAT_IF_VERSION, type WhatIfInput } from './what-if-kind.ts'

/** A question with what a page shows of it, beside what is computed. */
export interface WhatIfQuestion extends WhatIfInput {
  /** Each change in words. */
  readonly said: readonly string[]
  readonly assumptions: readonly Assumption[]
  /** Whether some of it is counts of people, which not everybody who may ask is told. */
  readonly restsOnCounts: boolean
}

export interface WhatIfAsk {
  readonly changes: readonly AskedChange[]
  /** Values in place of those of the base, by the id of the assumption. */
  readonly values: readonly { readonly id: string; readonly value: number }[]
  readonly key: string
}

/** The coordinator of the pool, and whoever leads its ICS. */
export const standsTo =
  ({ ics }: Pick<Pool, 'ics'>) =>
  ({ roles, memberships }: ScopedTx): readonly Holding[] => {
    const leads = memberships.some(({ role, scope }) => role === 'ics-lead' && scope === ics)
    return leads || roles.has('pool-coordinator') ? ['region'] : []
  }

/** "What if?": the base world of this pool with changes, taken on as a study. */
export function askWhatIf(pool: Pick<Pool, 'db' | 'ics' | 'newId'>, caller: Caller, { changes, values, key }: WhatIfAsk) {
  const access: Access = { action: 'study.ask', resource: 'study', ids: [] }
  return askStudy(pool, caller, {
    ...{ kind: 'what-if', access, holds: standsTo(pool), form: [changes, values], key, operation: 'askWhatIf' },
    make: async (tx) => {
      const question = questionOf(await readBaseFacts(pool, tx), changes, values)
      return Array.isArray(question) ? { kind: 'refused', reasons: question } : { kind: 'made', input: question }
    },
  })
}

/** The question, or every reason why it cannot be asked. Pure. */
export function questionOf(
  facts: BaseFacts,
  asked: readonly AskedChange[],
  values: WhatIfAsk['values'],
): WhatIfQuestion | WhatIfRefusal[] {
  if (asked.length === 0) return ['no-change']
  if (asked.length > MOST_CHANGES) return ['too-many-changes']
  const { assumptions, outOfRange } = changedAssumptions(
    baseAssumptions(facts),
    new Map(values.map(({ id, value }) => [id, value])),
  )
  if (outOfRange.length > 0) return ['value-out-of-range']
  const read = asked.map((change, index) => readChange(change, facts, assumptions, index))
  const unread = read.filter((each) => typeof each === 'string')
  if (unread.length > 0) return [...new Set(unread)]
  const known = read.filter((each): each is ReadChange => typeof each !== 'string')
  const world = worldOf(facts, assumptions)
  const changed = applyChanges(
    world,
    known.map(({ change }) => change),
  )
  if (changed.kind === 'refused') return [...changed.reasons]
  return {
    version: WHAT_IF_VERSION,
    world,
    changes: known.map(({ change }) => change),
    seeds: assumptions.find(({ id }) => id === 'seeds')?.value ?? 1,
    said: known.map(({ sentence }) => sentence),
    assumptions,
    restsOnCounts: countsIn(facts) !== undefined,
  }
}

export interface WhatIfBase {
  readonly kind: 'read'
  readonly facts: BaseFacts
  readonly assumptions: readonly Assumption[]
}

/** What a question starts from: the pool as it knows itself, with where each number comes from. */
export function readWhatIfBase(pool: Pick<Pool, 'db' | 'ics'>, caller: Caller): Promise<Denied | WhatIfBase> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'study.ask', resource: 'study', ids: [] }
    const without = await denied(tx, access, standsTo(pool)(tx))
    if (without) return without
    await allowedFor(tx, access)
    const facts = await readBaseFacts(pool, tx)
    return { kind: 'read', facts, assumptions: baseAssumptions(facts) }
  })
}
