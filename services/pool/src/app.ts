import type { Health } from '@oh/chassis'
import { type CallerRuling, serveSubgraph } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import { memberApp } from '@oh/member'
import type { Hono } from 'hono'
import { callerOf, type Pool, type PoolContext } from './context.ts'
import { poolSchema } from './schema.ts'

/** What spokes ask of a pool directly: to take in a message, and to hand over what waits for them. */
export interface BetweenMembers {
  readonly inbox: (request: Request) => Promise<Response>
  readonly handOver: (request: Request) => Promise<Response>
}

/** The pool's HTTP face: the graph behind the gateway, and the two routes spokes come to. */
export function createApp(
  pool: Pool,
  health: Health,
  verify: (request: Request) => Promise<CallerRuling<PersonId>>,
  between: BetweenMembers,
): Hono {
  const graphql = serveSubgraph<PersonId, PoolContext>({
    schema: poolSchema,
    verify,
    context: (person) => ({ pool, caller: callerOf(person) }),
    onFault: (fault) => pool.log.error('masked-fault', { fault }),
  })
  return memberApp({ health, graphql, between: { '/inbox': between.inbox, '/hand-over': between.handOver }, log: pool.log })
}
