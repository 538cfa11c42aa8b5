import type { DocumentNode } from 'graphql'
import { Kind, print } from 'graphql'
import { z } from 'zod'

/** A GraphQL document that knows what it asks with and what it gets. */
export interface TypedDocument<Data, Variables> extends DocumentNode {
  readonly __apiType?: (variables: Variables) => Data
}

/** One error of an answer, by its stable words. */
export interface AnswerError {
  readonly code: string
  /** The trust or ICS it is about. */
  readonly about?: string | undefined
  /** The stable word of why, where the code alone does not say it. */
  readonly reason?: string | undefined
  readonly path: string
}

/** What came back: a partial answer is an answer, with an error for each part that is missing. */
export interface Answer<Data> {
  readonly data: Data | null
  readonly errors: readonly AnswerError[]
}

export interface GatewayClient {
  /**
   * Sends one operation for a person. Throws GatewaySilent when no answer comes, TokenRefused when the token is not taken,
   * AnswerRefused when the person has asked too often: no part of a page is shown then as if there were nothing in it.
   */
  ask<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables, token: string): Promise<Answer<Data>>
}

/** The answer is no, for the whole page. */
export class AnswerRefused extends Error {
  override readonly name = 'AnswerRefused'
  readonly code: string
  /** Trusts and ICSs that did not answer, when that is why. */
  readonly silent: readonly string[]
  /** True when it may have been carried out all the same. */
  readonly outcomeUnknown: boolean

  constructor(code: string, silent: readonly string[], outcomeUnknown: boolean) {
    super('The gateway refused.')
    this.code = code
    this.silent = silent
    this.outcomeUnknown = outcomeUnknown
  }
}

/** No answer, or none that can be read. */
export class GatewaySilent extends Error {
  override readonly name = 'GatewaySilent'
  readonly code = 'GATEWAY_SILENT'
  readonly outcomeUnknown: boolean

  constructor(outcomeUnknown: boolean, cause: unknown) {
    super('The gateway did not answer.', { cause })
    this.outcomeUnknown = outcomeUnknown
  }
}

/** The person's token was not taken: he must sign in again. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly code = 'TOKEN_REFUSED'
}

// the gateway gives a trust 1.5 s for a question and 8 s for a change, and may need three calls in a row
const QUESTION_MILLISECONDS = 6_000
const CHANGE_MILLISECONDS = 12_000

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string(), trust: z.string(), ics: z.string(), reason: z.string() }).partial().optional(),
      }),
    )
    .optional(),
})

/** Speaks to the gateway at an address; `send` is fetch unless a test gives another. */
export function gatewayClient(gatewayUrl: URL, send: typeof fetch = fetch): GatewayClient {
  const endpoint = new URL('graphql', gatewayUrl)
  return {
    ask: async <Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables, token: string) => {
      const { operationName, isChange } = operationOf(document)
      try {
        const response = await send(endpoint, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ query: print(document), operationName, variables }),
          redirect: 'error',
          signal: AbortSignal.timeout(isChange ? CHANGE_MILLISECONDS : QUESTION_MILLISECONDS),
        })
        if (response.status === 401) throw new TokenRefused('The gateway did not take the token.')
        if (response.status === 429) throw new AnswerRefused('TOO_MANY_REQUESTS', [], false)
        if (response.status >= 500) throw new Error(`The gateway answered ${response.status}.`)
        return readAnswer<Data>(await response.json())
      } catch (cause) {
        throw cause instanceof TokenRefused || cause instanceof AnswerRefused ? cause : new GatewaySilent(isChange, cause)
      }
    },
  }
}

function readAnswer<Data>(body: unknown): Answer<Data> {
  const { data, errors = [] } = answerShape.parse(body)
  return {
    data: (data ?? null) as Data | null,
    errors: errors.map(({ path = [], extensions = {} }) => ({
      code: extensions.code ?? 'UNKNOWN',
      about: extensions.trust ?? extensions.ics,
      reason: extensions.reason,
      path: path.join('.'),
    })),
  }
}

/** Name and kind of a document's one operation. Throws when it has none, or more than one. */
export function operationOf(document: DocumentNode): { readonly operationName: string; readonly isChange: boolean } {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const [operation] = operations
  if (!operation?.name || operations.length > 1) throw new Error('A document needs exactly one operation, with a name.')
  return { operationName: operation.name.value, isChange: operation.operation === 'mutation' }
}

const SILENT = new Set(['SPOKE_UNAVAILABLE', 'POOL_UNAVAILABLE', 'ROLLUP_UNAVAILABLE'])

/** A field that a member of an older version does not know, of something that was found: it is null, as its type allows. */
const isNotYetKnown = ({ code, path }: AnswerError) => code.startsWith('NOT_YET_AT_') && path.includes('.')

/**
 * The data of an answer without any error; otherwise throws AnswerRefused with the code that matters most to the reader.
 * The answer to a question is whole, too, without the fields that the version of a member does not know yet.
 */
export function wholeAnswer<Data>(answer: Answer<Data>, isChange: boolean): Data {
  const { data } = answer
  const errors = isChange || data === null ? answer.errors : answer.errors.filter((error) => !isNotYetKnown(error))
  if (data !== null && errors.length === 0) return data
  const silent = errors.filter(({ code }) => SILENT.has(code))
  const first = errors.find(({ code }) => code === 'FORBIDDEN' || code === 'NOT_FOUND') ?? silent[0] ?? errors[0]
  const abouts = [...new Set(silent.flatMap(({ about }) => (about === undefined ? [] : [about])))]
  throw new AnswerRefused(first?.code ?? 'UNKNOWN', abouts, isChange && silent.length > 0)
}
