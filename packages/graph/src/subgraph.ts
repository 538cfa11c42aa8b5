import { GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { isRolesNotKnown, isTooMuchAtOnce, rolesNotKnown, tooMuchAtOnce } from './errors.ts'

/** The caller that both tokens together name, or why there is none. */
export type CallerRuling<Caller> = { readonly kind: 'verified'; readonly caller: Caller } | { readonly kind: 'rejected' }

export interface SubgraphOptions<Caller, Context extends object> {
  readonly schema: GraphQLSchema
  /** Verifies the gateway's own token and the person's; both are needed. */
  readonly verify: (request: Request) => Promise<CallerRuling<Caller>>
  readonly context: (caller: Caller) => Context
  /** Told of faults that are masked in the answer. */
  readonly onFault: (fault: unknown) => void
}

const UNAUTHORISED = { status: 401, headers: { 'www-authenticate': 'Bearer', 'content-type': 'application/json' } }

/**
 * A subgraph's `/graphql` as one function from Request to Response. Callers are verified before anything of the body is
 * read; faults are masked and told only by their code.
 */
export function serveSubgraph<Caller, Context extends object>(
  options: SubgraphOptions<Caller, Context>,
): (request: Request) => Promise<Response> {
  const yoga = createYoga<{ caller: Caller }, Context>({
    schema: options.schema,
    context: ({ caller }) => options.context(caller),
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    parserAndValidationCache: true,
    maskedErrors: {
      maskError: (fault, message) => {
        if (isWrittenForPeople(fault)) return fault as Error
        const path = fault instanceof GraphQLError ? fault.path : undefined
        if (isTooMuchAtOnce(fault)) return tooMuchAtOnce(path)
        if (isRolesNotKnown(fault)) return rolesNotKnown(path)
        options.onFault(fault)
        return new GraphQLError(message, { path, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
      },
    },
    logging: false,
  })
  return async (request) => {
    const ruling = await options.verify(request)
    if (ruling.kind === 'rejected')
      return new Response('{"errors":[{"message":"Sign in first.","extensions":{"code":"UNAUTHENTICATED"}}]}', UNAUTHORISED)
    return yoga.fetch(request, { caller: ruling.caller })
  }
}

/** GraphQL errors made on purpose have no original error, or another GraphQL error as one. */
function isWrittenForPeople(fault: unknown): boolean {
  if (!(fault instanceof Error) || fault.name !== 'GraphQLError') return false
  const original = 'originalError' in fault ? fault.originalError : undefined
  return original === undefined || original === null || (original instanceof Error && original.name === 'GraphQLError')
}
