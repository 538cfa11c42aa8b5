import { printSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchema } from 'graphql'

/** The subgraph's SDL with its federation directives, ending in one newline: what `schema/graphql` keeps. */
export function printSubgraph(schema: GraphQLSchema): string {
  return `${printSubgraphSchema(schema).trim()}\n`
}
