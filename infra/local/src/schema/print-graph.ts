import { documents } from '@oh/console'
import { printGraphTypes } from '@oh/console/graph-types'
import { directorySchema, documentId, type KnownDocument } from '@oh/gateway'
import { printSubgraph } from '@oh/graph'
import { poolSchema } from '@oh/pool'
import { rollupSchema } from '@oh/rollup'
import { spokeSchema } from '@oh/spoke'
import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { type GraphQLSchema, parse, print } from 'graphql'

const SUBGRAPHS: Readonly<Record<string, GraphQLSchema>> = {
  directory: directorySchema,
  pool: poolSchema,
  rollup: rollupSchema,
  spoke: spokeSchema,
}

/** Every subgraph's SDL, the supergraph they compose to, what the console asks of it, and the console's types of it. Throws with every reason when they do not compose. */
export async function printGraph(): Promise<Map<string, string>> {
  const subgraphs = Object.entries(SUBGRAPHS).map(([name, schema]) => ({ name, sdl: printSubgraph(schema) }))
  const composed = composeServices(subgraphs.map(({ name, sdl }) => ({ name, url: `member://${name}`, typeDefs: parse(sdl) })))
  if (!composed.supergraphSdl)
    throw new Error(`The graph does not compose:\n${(composed.errors ?? []).map(({ message }) => message).join('\n')}`)
  const publicSdl = print(transformSupergraphToPublicSchema(parse(composed.supergraphSdl)))
  return new Map([
    ...subgraphs.map(({ name, sdl }): [string, string] => [`schema/graphql/${name}.graphql`, sdl]),
    ['schema/graphql/supergraph.graphql', `${composed.supergraphSdl.trim()}\n`],
    ['schema/graphql/console-documents.json', printDocuments()],
    ['services/console/src/graph-env.generated.d.ts', await printGraphTypes(publicSdl)],
  ])
}

/** Every document of the console by name, each with the id under which a production gateway answers it. */
function printDocuments(): string {
  const known = [...documents()]
    .map(([name, document]): KnownDocument => ({ name, id: documentId(print(document)), text: print(document) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  return `${JSON.stringify(known, null, 2)}\n`
}
