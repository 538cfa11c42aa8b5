import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** How a member behaves: `up` answers; the others fail each in their own way. */
type Mood = 'up' | 'hung' | 'failing' | 'garbled' | 'refusing' | 'endless'

interface RecordedCall {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
}

/** One member's HTTP server, under the test's control. */
export interface SubgraphServer extends AsyncDisposable {
  readonly endpoint: string
  readonly calls: RecordedCall[]
  mood: Mood
  /** Resolves when the next request has come in. */
  nextCall(): Promise<void>
  /** Refuses connections until `start` is called again; the port stays the same. */
  stop(): Promise<void>
  start(): Promise<void>
}

type Answer = (request: Request) => Promise<Response>

/**
 * Serves a fetch-style GraphQL handler on 127.0.0.1 on a free port, below the range from which the system takes ports for
 * outgoing connections, which would take it while the server is stopped.
 */
export async function startSubgraph(answer: Answer): Promise<SubgraphServer> {
  const calls: RecordedCall[] = []
  const waiting: (() => void)[] = []
  const state: { mood: Mood; port: number } = { mood: 'up', port: 0 }
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming)
    calls.push({ variables: {}, ...JSON.parse(body), headers: incoming.headers })
    for (const wake of waiting.splice(0)) wake()
    if (state.mood === 'up') await reply(outgoing, await answer(requestOf(incoming, body)))
    else misbehave(outgoing, state.mood)
  })
  const start = () => listenOn(server, state.port)
  const stop = async () => {
    const closed = new Promise((done) => server.close(done))
    server.closeAllConnections()
    await closed
  }
  while (state.port === 0) {
    const port = randomInt(20_000, 32_000)
    await listenOn(server, port).then(
      () => {
        state.port = port
      },
      () => undefined,
    )
  }
  return {
    endpoint: `http://127.0.0.1:${state.port}`,
    calls,
    get mood() {
      return state.mood
    },
    set mood(mood) {
      state.mood = mood
    },
    nextCall: () => new Promise((wake) => waiting.push(wake)),
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed)
      done()
    })
  })
}

function misbehave(outgoing: ServerResponse, mood: Exclude<Mood, 'up'>): void {
  if (mood === 'failing') outgoing.writeHead(503).end('down for works')
  else if (mood === 'refusing') outgoing.writeHead(401).end('{}')
  else if (mood === 'garbled') outgoing.writeHead(200).end('<html>not json</html>')
  else if (mood === 'endless') outgoing.writeHead(200).end(`{"data":{"x":"${'x'.repeat(200_000)}"}}`)
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function requestOf(incoming: IncomingMessage, body: string): Request {
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  return new Request(`http://member${incoming.url}`, {
    method: 'POST',
    headers: new Headers(headers.map(([n, v]) => [n, v])),
    body,
  })
}

async function reply(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
}
