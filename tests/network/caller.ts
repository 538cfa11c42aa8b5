/** One GraphQL answer as it came. */
export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer by the document it sent
  readonly data: any
  readonly errors: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: Record<string, unknown>
  }[]
}

/** Somebody who is signed in and asks the gateway. */
export interface Caller {
  ask(document: string, variables?: Record<string, unknown>): Promise<Answer>
  /** Asks, and fails the test when the answer has an error. */
  get(document: string, variables?: Record<string, unknown>): Promise<Answer['data']>
}

export function callerOf(gatewayUrl: string, token: () => Promise<string>): Caller {
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const response = await fetch(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify({ query, variables }),
    })
    const body = (await response.json()) as Partial<Answer>
    return { status: response.status, data: body.data, errors: body.errors ?? [] }
  }
  return {
    ask,
    get: async (query, variables) => {
      const answer = await ask(query, variables)
      if (answer.errors.length > 0) throw new Error(`The answer has errors: ${JSON.stringify(answer.errors)}`)
      return answer.data
    },
  }
}
