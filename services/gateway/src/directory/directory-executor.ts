import { execute } from 'graphql'
import type { CallContext } from '../call-context.ts'
import type { SubgraphExecutor } from '../shards/shard-executor.ts'
import type { Directory } from './context.ts'
import { directorySchema } from './schema.ts'

/** The directory as a subgraph without a socket: resolvers get the caller straight from the gateway's context. */
export function directoryExecutor(directory: Directory): SubgraphExecutor<CallContext> {
  return async ({ document, variables, context }) => {
    const { person } = context
    const contextValue = { directory, person, actor: { kind: 'person', person } }
    return execute({ schema: directorySchema, document, variableValues: variables ?? {}, contextValue })
  }
}
