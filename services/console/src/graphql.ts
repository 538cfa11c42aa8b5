import type { IcsCode, Instant, LondonDate, TrustCode } from '@oh/kernel'
import { initGraphQLTada } from 'gql.tada'
import { type DocumentNode, print } from 'graphql'
import { operationOf } from './gateway-client.ts'
import type { introspection } from './graph-env.generated.d.ts'

interface Scalars {
  ID: string
  LondonDate: LondonDate
  Instant: Instant
  TrustCode: TrustCode
  IcsCode: IcsCode
}

const tada = initGraphQLTada<{ introspection: introspection; scalars: Scalars }>()
const registered = new Map<string, DocumentNode>()

/**
 * Writes a document. Its types come from the printed public graph, so an unknown enum value or a field that was not
 * asked for does not compile. Operations need a name of their own; fragments are passed as the second argument.
 */
export const graphql: typeof tada = Object.assign(
  ((...given: Parameters<typeof tada>) => {
    const document = tada(...given)
    register(document as DocumentNode)
    return document
  }) as typeof tada,
  tada,
)

function register(document: DocumentNode): void {
  if (document.definitions.every(({ kind }) => kind === 'FragmentDefinition')) return
  const { operationName } = operationOf(document)
  const known = registered.get(operationName)
  if (known && print(known) !== print(document)) throw new Error(`Two documents are called ${operationName}.`)
  registered.set(operationName, document)
}

/** Every operation the loaded pages can send, by name: what a production gateway is told to accept. */
export function documents(): ReadonlyMap<string, DocumentNode> {
  return registered
}
