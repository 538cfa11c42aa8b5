import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildASTSchema, parse } from 'graphql'
import { answerParent } from './child.ts'
import { mockAnswer } from './mock-answer.ts'

/**
 * Many members in a process of their own, each on a port of its own. A question is answered from the schema once and from
 * memory ever after, so that they cost the machine next to nothing.
 */
export interface FarEndAsks {
  /** Opens so many spokes and one pool; answers their ports, the pool's last. */
  open: { readonly ask: { readonly spokes: number }; readonly answer: readonly number[] }
  /** The last question each member was asked, by port; a member that was asked nothing has none. */
  bodies: { readonly ask: null; readonly answer: Readonly<Record<number, string>> }
  /** From now on the member at this port takes questions and never answers; none when null. */
  hang: { readonly ask: { readonly port: number | null }; readonly answer: null }
}

const schemaOf = (kind: 'spoke' | 'pool') =>
  buildASTSchema(parse(readFileSync(new URL(`../../../schema/graphql/${kind}.graphql`, import.meta.url), 'utf8')), {
    assumeValidSDL: true,
  })
const schemas = { spoke: schemaOf('spoke'), pool: schemaOf('pool') }
const servers: Server[] = []
const lastBody = new Map<number, string>()
let hungPort: number | null = null

answerParent<FarEndAsks>({
  open: async ({ spokes }) => {
    for (const server of servers.splice(0)) server.close().closeAllConnections()
    lastBody.clear()
    const kinds = [...Array.from({ length: spokes }, () => 'spoke' as const), 'pool' as const]
    return Promise.all(kinds.map(openMember))
  },
  bodies: async () => Object.fromEntries(lastBody),
  hang: async ({ port }) => {
    hungPort = port
    return null
  },
})

async function openMember(kind: 'spoke' | 'pool'): Promise<number> {
  const known = new Map<string, Buffer>()
  const server = createServer({ keepAliveTimeout: 65_000 }, async (incoming, outgoing) => {
    const body = await textOf(incoming)
    lastBody.set(port, body)
    if (port === hungPort) return
    const answer = known.get(body) ?? Buffer.from(mockAnswer(schemas[kind], body))
    known.set(body, answer)
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.byteLength }).end(answer)
  })
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return port
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
