import type { Health } from '@oh/chassis'
import { type CallerRuling, serveSubgraph } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import { memberApp } from '@oh/member'
import type { Hono } from 'hono'
import { callerOf, type Rollup, type RollupContext } from './context.ts'
import { rollupSchema } from './schema.ts'

/** What spokes ask of the rollup directly: to take in a submission, and to hand over the answer to it. */
export interface BetweenMembers {
  readonly inbox: (request: Request) => Promise<Response>
  readonly handOver: (request: Request) => Promise<Response>
}

/** The rollup's HTTP face: the graph behind the gateway, and the two routes spokes come to. */
export function createApp(
  rollup: Rollup,
  health: Health,
  verify: (request: Request) => Promise<CallerRuling<PersonId>>,
  between: BetweenMembers,
): Hono {
  const graphql = serveSubgraph<PersonId, RollupContext>({
    schema: rollupSchema,
    verify,
    context: (person) => ({ rollup, caller: callerOf(person) }),
    onFault: (fault) => rollup.log.error('masked-fault', { fault }),
  })
  return memberApp({ health, graphql, between: { '/inbox': between.inbox, '/hand-over': between.handOver }, log: rollup.log })
}
