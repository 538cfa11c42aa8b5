import { REFUSALS, type RefusalCode } from './answers.ts'
import { type HandOverPorts, handOver } from './hand-over.ts'
import { PeersUnknown } from './peers.ts'
import { readAll } from './read-all.ts'
import { type ReceivePorts, receive } from './receive.ts'
import { isCanonical } from './verify.ts'
import type { Wakes } from './wakes.ts'

/** What a service mounts: takes a request and always answers; a fault is a 503 with a code and nothing else. */
export type Route = (request: Request) => Promise<Response>

const LONGEST_HEADER = 8 * 1024
const LARGEST_BODY = 256 * 1024
const RETRY_AFTER_SECONDS = 5

/**
 * `POST /inbox`: one message by push. 201 when it was taken in, 200 when it had been already, both with `{ id }`; else
 * the status and `{ code }` of the table of refusals. A body above 256 KiB is refused by its header or while reading.
 */
export function inboxRoute(ports: ReceivePorts): Route {
  return guarded(ports, async (request) => {
    const envelope = readEnvelope(request)
    if (!envelope) return no('bad-envelope')
    const body = await readBody(request)
    if (!body) return no('too-large')
    const reception = await receive(ports, { envelope, signature: request.headers.get('oh-signature') ?? '', body })
    if (reception.kind === 'refused') return no(reception.code)
    return answer(reception.kind === 'taken-in' ? 201 : 200, { id: idIn(envelope) })
  })
}

/**
 * `POST /hand-over`: a member fetches what waits for it, by long-poll. 200 with `{ messages: [{ envelope, signature, body }] }`
 * (envelope and body in base64url), possibly none; else the status and `{ code }` of the table of refusals.
 */
export function handOverRoute(ports: HandOverPorts, wakes: Wakes, stopping: AbortSignal): Route {
  return guarded(ports, async (request) => {
    const bytes = await readBody(request)
    if (!bytes) return no('too-large')
    const abort = AbortSignal.any([request.signal, stopping])
    const handed = await handOver(ports, { bytes, signature: request.headers.get('oh-signature') ?? '', abort }, wakes)
    if (handed.kind === 'refused') {
      ports.log.warn('hand-over-refused', { code: handed.code })
      return no(handed.code)
    }
    return answer(200, { messages: handed.messages.map(asText) })
  })
}

const inText = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const asText = ({ envelope, signature, body }: { envelope: Uint8Array; signature: string; body: Uint8Array }) => ({
  envelope: inText(envelope),
  signature,
  body: inText(body),
})

/** Read from bytes that were verified and parsed before. */
const idIn = (envelope: Uint8Array): unknown => JSON.parse(Buffer.from(envelope).toString()).id

function readEnvelope(request: Request): Uint8Array | undefined {
  const text = request.headers.get('oh-envelope') ?? ''
  const wellFormed = text !== '' && text.length <= LONGEST_HEADER && isCanonical(text) && !request.headers.has('content-encoding')
  return wellFormed ? Buffer.from(text, 'base64url') : undefined
}

/** Undefined when it is too large, which the header alone may say. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) return undefined
  return request.body ? readAll(request.body, LARGEST_BODY) : new Uint8Array()
}

function guarded(ports: Pick<ReceivePorts, 'log'>, route: Route): Route {
  return async (request) => {
    try {
      return await route(request)
    } catch (fault) {
      ports.log.warn(fault instanceof PeersUnknown ? 'directory-away' : 'receive-fault', { fault })
      return no('try-later')
    }
  }
}

function no(code: RefusalCode): Response {
  return answer(REFUSALS[code].status, { code }, code === 'try-later' ? { 'retry-after': `${RETRY_AFTER_SECONDS}` } : {})
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  })
}
