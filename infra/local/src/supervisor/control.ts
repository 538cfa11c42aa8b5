import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { type DataFolder, readJson, writeJson } from '../data-folder.ts'
import { PlainFault } from '../plain-fault.ts'
import type { ServiceSpec, Supervisor } from './supervise.ts'

/** Where a running supervisor can be spoken to by whoever may read the data folder's closed part. */
interface ControlPlace {
  readonly url: string
  readonly token: string
}

const MOST_BYTES = 64 * 1024
const controlFile = (data: DataFolder) => path.join(data.run, 'control.json')

/** Opens the supervisor's door on 127.0.0.1; its address and a fresh token stand in `run/control.json` (0600). */
export async function openControl(
  data: DataFolder,
  supervisor: Pick<Supervisor, 'add' | 'status'>,
  stop: () => void,
): Promise<AsyncDisposable> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer((request, response) => {
    answer(request, token, supervisor, stop).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 400, { error: 'bad request' }),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  writeJson(controlFile(data), { url: `http://127.0.0.1:${port}`, token } satisfies ControlPlace)
  return {
    [Symbol.asyncDispose]: async () => {
      rmSync(controlFile(data), { force: true })
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

async function answer(
  request: IncomingMessage,
  token: string,
  supervisor: Pick<Supervisor, 'add' | 'status'>,
  stop: () => void,
): Promise<Answer> {
  if (!holds(request.headers.authorization, token)) return { status: 401, body: { error: 'no' } }
  switch (`${request.method} ${request.url}`) {
    case 'GET /status':
      return { status: 200, body: supervisor.status() }
    case 'POST /services': {
      const spec = JSON.parse(await bodyOf(request)) as ServiceSpec
      if (supervisor.status().some(({ name }) => name === spec.name)) return { status: 409, body: { error: 'runs already' } }
      return { status: 200, body: { ready: await supervisor.add(spec) } }
    }
    case 'POST /stop':
      stop()
      return { status: 202, body: { stopping: true } }
    default:
      return { status: 404, body: { error: 'unknown' } }
  }
}

function holds(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MOST_BYTES) throw new Error('too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

/** Asks the running supervisor. Throws PlainFault when none runs on this data folder. */
export async function askSupervisor<Body>(data: DataFolder, method: 'GET' | 'POST', at: string, body?: unknown): Promise<Body> {
  const place = readJson<ControlPlace>(controlFile(data))
  if (!place) throw notRunning(data)
  const answered = await fetch(`${place.url}${at}`, {
    method,
    headers: { authorization: `Bearer ${place.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw notRunning(data, cause)
  })
  if (!answered.ok) throw new PlainFault(`The running federation refused (${answered.status}): look at its terminal.`)
  return (await answered.json()) as Body
}

function notRunning(data: DataFolder, cause?: unknown): PlainFault {
  return new PlainFault(`No federation is running from ${data.path}: start one with "npm start" first.`, { cause })
}
