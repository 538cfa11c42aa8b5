import { audit } from '@oh/audit'
import type { RefusedAnswer } from '@oh/graph'
import type { Actor, ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { withRecords } from '../workers/with-records.ts'
import { type CaseRow, lockCase } from './case.store.ts'
import { earlierRequest, type OnceAsk } from './request-once.ts'
import { type CaseAsk, requireCase } from './require-case.ts'
import { type Stale, staleCase } from './stale.ts'
import { type CaseView, viewCase } from './view-cases.ts'

/** What the form that changes a case always brings. */
export interface ChangeAsk extends OnceAsk {
  readonly caseId: string
  /** Of the case the form was made on; left out where the change does not build on the rest of the case. */
  readonly expectedVersion?: number | null | undefined
}

/** It took effect; `id` is what it made or changed, to find the answer by when the same form comes again. */
export interface Effect {
  readonly kind: 'done'
  readonly id: string
}

interface FoundBy {
  /** What the form named instead of the case. */
  readonly id: string
  readonly find: (tx: ScopedTx) => Promise<CaseRow | undefined>
}

interface ChangePlan extends Pick<CaseAsk, 'action' | 'shutBy' | 'notOnOwn'> {
  /** The verb, as the idempotency key remembers it. */
  readonly operation: string
  /** What `Effect.id` names, for the audit; default `case`. */
  readonly resource?: string
  /** Whose form is not measured by the version it was made on: the worker's own word holds, whatever else has changed. */
  readonly freeOfVersion?: (tx: ScopedTx, found: CaseRow) => boolean
  /** The change itself, on the locked case; refuses before it writes anything. */
  readonly change: (tx: ScopedTx, found: CaseRow) => Promise<Effect | RefusedAnswer | Stale>
}

/** The form names the case, or something by which it is found. */
export type CaseChange = ChangePlan &
  ({ readonly ask: ChangeAsk; readonly by?: never } | { readonly ask: OnceAsk; readonly by: FoundBy })

export interface CaseChanged {
  readonly kind: 'done'
  readonly case: CaseView
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>

/**
 * The way every change of a case goes, in one transaction: lock, ask the matrix, answer a repeated form as before, tell a
 * form made on an older version what changed, then change, audit and remember. A denial, a refusal and a stale form
 * commit their audit row and nothing else.
 */
export async function changeCase(
  spoke: Parts,
  actor: Actor,
  plan: CaseChange,
): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeOnCase(spoke, actor, plan, async (tx, found) => {
    const view = await viewCase(tx, spoke, found.id)
    return { kind: 'done', case: view }
  })
}

/** As `changeCase`, for a change whose answer is something other than the case. */
export function changeOnCase<Answer extends object>(
  spoke: Parts,
  actor: Actor,
  plan: CaseChange,
  answer: (tx: ScopedTx, found: CaseRow, id: string) => Promise<Answer>,
): Promise<Denied | RefusedAnswer | Stale | Answer> {
  const { ask, action } = plan
  return withRecords(spoke, actor, async (tx) => {
    const earlier = await earlierRequest(tx, plan.operation, ask)
    const found = await requireCase(tx, { ...plan, ...foundBy(plan) })
    if (isDenied(found)) return found
    const entry = { action, subject: found.workerId }
    const resource = plan.resource ?? 'case'
    if (earlier.kind === 'repeated') {
      await audit(tx, { ...entry, resource, ids: [earlier.resultId], outcome: 'allowed', reasons: ['repeated'] })
      return answer(tx, found, earlier.resultId)
    }
    const outcome = earlier.kind === 'refused' ? earlier : await changeOrStale(tx, found, plan)
    if (outcome.kind !== 'done') {
      const reasons = outcome.kind === 'stale' ? ['stale'] : outcome.reasons.map(({ word }) => word)
      await audit(tx, { ...entry, resource: 'case', ids: [found.id], outcome: 'refused', reasons })
      return outcome
    }
    await audit(tx, { ...entry, resource, ids: [outcome.id], outcome: 'allowed' })
    if (earlier.kind === 'first') await earlier.remember(outcome.id)
    return answer(tx, found, outcome.id)
  })
}

async function changeOrStale(tx: ScopedTx, found: CaseRow, { ask, by, change, freeOfVersion }: CaseChange) {
  const expectedVersion = by || freeOfVersion?.(tx, found) ? undefined : ask.expectedVersion
  return expectedVersion != null && expectedVersion !== found.version ? staleCase(tx, found, expectedVersion) : change(tx, found)
}

function foundBy({ ask, by }: CaseChange): FoundBy {
  return by ?? { id: ask.caseId, find: (tx) => lockCase(tx, ask.caseId) }
}
