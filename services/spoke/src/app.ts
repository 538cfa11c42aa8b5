import type { Health } from '@oh/chassis'
import { type CallerRuling, serveSubgraph } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import { memberApp } from '@oh/member'
import type { Hono } from 'hono'
import type { Spoke, SpokeContext } from './context.ts'
import { spokeSchema } from './schema.ts'

/** The spoke's HTTP face. It needs no inbound route for messages: it opens every connection to its pool itself. */
export function createApp(spoke: Spoke, health: Health, verify: (request: Request) => Promise<CallerRuling<PersonId>>): Hono {
  const graphql = serveSubgraph<PersonId, SpokeContext>({
    schema: spokeSchema,
    verify,
    context: (person) => ({ spoke, person, actor: { kind: 'person', person } }),
    onFault: (fault) => spoke.log.error('masked-fault', { fault }),
  })
  return memberApp({ health, graphql, between: {}, log: spoke.log })
}
