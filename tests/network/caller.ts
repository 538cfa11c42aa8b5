/** One GraphQL answer as it came. */
export interface Answer {
  readonly status: number
  /** Every byte of the body, for the search for what must not be in it. */
  readonly text: string
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

/** Posts one GraphQL request with these headers. */
export async function postGraphql(
  url: string,
  headers: Readonly<Record<string, string>>,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  const body = JSON.parse(text) as Partial<Answer>
  return { status: response.status, text, data: body.data, errors: body.errors ?? [] }
}

export function callerOf(
  gatewayUrl: string,
  token: () => Promise<string>,
  heard: (text: string) => void = () => undefined,
): Caller {
  const ask: Caller['ask'] = async (query, variables) => {
    const answer = await postGraphql(gatewayUrl, { authorization: `Bearer ${await token()}` }, query, variables)
    heard(answer.text)
    return answer
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

/** The code of each error, in order. */
export const codesOf = ({ errors }: Answer): unknown[] => errors.map(({ extensions }) => extensions?.code)
