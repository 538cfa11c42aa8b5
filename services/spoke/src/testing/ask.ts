import { serveSubgraph } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { Spoke, SpokeContext } from '../context.ts'
import { spokeSchema } from '../schema.ts'

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked into freely by tests
export type Answer = any

/** Asks the spoke's whole subgraph as a person, past the tokens: the answer as it goes over the wire, faults masked. */
export async function ask(
  spoke: Spoke,
  person: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ readonly data: Answer; readonly errors: readonly Answer[]; readonly text: string }> {
  const serve = serveSubgraph<PersonId, SpokeContext>({
    schema: spokeSchema,
    verify: async () => ({ kind: 'verified', caller: person as PersonId }),
    context: (who) => ({ spoke, person: who, actor: { kind: 'person', person: who } }),
    onFault: (fault) => spoke.log.error('masked-fault', { fault }),
  })
  const body = JSON.stringify({ query, variables })
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const text = await (await serve(new Request('http://spoke/graphql', { method: 'POST', headers, body }))).text()
  const { data, errors } = JSON.parse(text)
  return { data, errors: errors ?? [], text }
}
