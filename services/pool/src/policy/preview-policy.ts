import { actingAs } from '@oh/postgres'
import { checkPolicy, type LoosePolicy, policyLines, type RoutingPolicy } from '@oh/routing'
import type { Caller, Pool } from '../context.ts'
import { askStudy } from '../studies/ask-study.ts'
import { policyAccess, regionOf } from './policy-access.ts'
import { policyInForce, trustsServed } from './policy-in-force.ts'
import { PREVIEW_VERSION, type PreviewInput } from './preview-kind.ts'
import { readPast } from './read-past.ts'

export interface PreviewAsk {
  readonly draft: LoosePolicy
  readonly key: string
}

/**
 * A draft of the routing policy is played on the pool's own past weeks, beside the policy in force. Refused with every
 * reason when it may not be used, or when it says nothing else than what is in force. The study keeps the draft: what is
 * switched on later is the very draft that was previewed.
 */
export function previewPolicy(pool: Pick<Pool, 'db' | 'ics' | 'newId'>, caller: Caller, { draft, key }: PreviewAsk) {
  return askStudy(pool, caller, {
    kind: 'policy-preview',
    access: policyAccess('routingPolicy.preview'),
    holds: (tx) => regionOf(tx, pool.ics),
    form: draft,
    key,
    operation: 'previewRoutingPolicy',
    make: async (tx) => {
      const serves = (await trustsServed(pool, tx)).map(({ employer }) => employer)
      const ruling = checkPolicy(draft, serves)
      if (ruling.kind === 'refused') return ruling
      const checked = draft as RoutingPolicy
      const against = await policyInForce(pool, tx)
      if (isSame(checked, against.policy)) return { kind: 'refused', reasons: ['policy-in-force-already'] }
      const past = await actingAs(tx, 'routing', () => readPast(pool, tx))
      const input: PreviewInput = { version: PREVIEW_VERSION, draft: checked, against, past }
      return { kind: 'made', input }
    },
  })
}

/** By what people read of them: two policies that read alike are one. */
function isSame(one: RoutingPolicy, other: RoutingPolicy): boolean {
  return JSON.stringify(policyLines(one)) === JSON.stringify(policyLines(other))
}
