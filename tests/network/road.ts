import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One message as it passed on the way to a pool: its exact bytes, and what became of it. */
export interface Passed {
  readonly envelope: string
  readonly signature: string
  readonly body: Buffer
  /** What the pool answered, whether or not the answer arrived. */
  readonly status: number
}

/** The way to one pool. Everything passes through unchanged unless a test says otherwise. */
export interface Road extends AsyncDisposable {
  readonly url: string
  /** Messages pushed so far, repetitions included. */
  readonly passed: readonly Passed[]
  /** Where it leads now; undefined cuts every connection. */
  leadTo(url: string | undefined): void
  /** From now on a byte of every message is changed on the way, as a faulty box between two networks would. */
  harmMessages(isHarmed: boolean): void
  /** From now on the pool does its work and its answers to messages and polls are lost. */
  loseAnswers(isLost: boolean): void
}

export async function openRoad(): Promise<Road> {
  const passed: Passed[] = []
  let target: string | undefined
  let isLost = false
  let isHarmed = false
  const server = createServer((incoming, outgoing) => {
    carry(incoming, target, isHarmed && incoming.url === '/inbox')
      .then(({ request, answer, bytes }) => {
        if (incoming.url === '/inbox') passed.push({ ...request, status: answer.status })
        if (isLost && incoming.url !== '/graphql') return void incoming.socket.destroy()
        send(outgoing, answer, bytes)
      })
      .catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    leadTo: (url) => {
      target = url
      if (!url) server.closeAllConnections()
    },
    harmMessages: (harmed) => {
      isHarmed = harmed
    },
    loseAnswers: (lost) => {
      isLost = lost
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function carry(incoming: IncomingMessage, target: string | undefined, isHarmed: boolean) {
  const parts: Buffer[] = []
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part)
  if (!target) throw new Error('the road is cut')
  const body = Buffer.concat(parts)
  if (isHarmed) body.writeUInt8(body.readUInt8(0) ^ 1, 0)
  const names = ['content-type', 'authorization', 'oh-person', 'oh-envelope', 'oh-signature', 'accept']
  const headers = names.flatMap((name) => (incoming.headers[name] === undefined ? [] : [[name, String(incoming.headers[name])]]))
  const { method = 'POST' } = incoming
  const answer = await fetch(`${target}${incoming.url}`, {
    method,
    headers: Object.fromEntries(headers),
    ...(method === 'GET' ? {} : { body }),
  })
  const request = {
    envelope: String(incoming.headers['oh-envelope'] ?? ''),
    signature: String(incoming.headers['oh-signature'] ?? ''),
    body,
  }
  return { request, answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

function send(outgoing: ServerResponse, answer: Response, bytes: Buffer): void {
  const type = answer.headers.get('content-type') ?? 'application/json'
  const retry = answer.headers.get('retry-after')
  outgoing.writeHead(answer.status, { 'content-type': type, ...(retry ? { 'retry-after': retry } : {}) }).end(bytes)
}
