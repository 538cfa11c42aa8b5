import { type Dispatcher, Pool } from 'undici'
import type { CallKind } from './breaker.ts'
import type { MemberEntry, Silence } from './members.ts'

export interface ShardCall<Context> {
  readonly member: MemberEntry
  readonly kind: CallKind
  /** The GraphQL request as JSON text. */
  readonly body: string
  readonly context: Context
  /** Aborts when the caller has gone away. */
  readonly signal?: AbortSignal | undefined
}

export type ShardAnswer =
  | { readonly kind: 'answer'; readonly data: Readonly<Record<string, unknown>> | null; readonly errors: readonly unknown[] }
  | { readonly kind: 'silent'; readonly reason: Silence }

/**
 * Carries one request to one member. Rejects only with the caller's own abort reason, or when the gateway
 * cannot make its headers; everything the member or the network does wrong is a silence.
 */
export type CallShard<Context> = (call: ShardCall<Context>) => Promise<ShardAnswer>

export interface CallLimits {
  readonly connectMs: number
  /** The whole call, from asking for headers to the last byte. */
  readonly queryMs: number
  readonly mutationMs: number
  readonly answerBytes: number
  readonly connectionsPerMember: number
}

export const callLimits: CallLimits = {
  connectMs: 500,
  queryMs: 1_500,
  mutationMs: 8_000,
  answerBytes: 4 * 1024 * 1024,
  connectionsPerMember: 8,
}

/** What a call is made for. */
export interface CallPlace {
  /** Keeps the caller's place until this is over too: a member goes on answering somebody who has gone away. */
  readonly keepUntil?: ((over: Promise<unknown>) => void) | undefined
}

interface DirectCallsOptions<Context> {
  readonly headers: (context: Context, member: MemberEntry) => Promise<Record<string, string>>
  readonly limits?: Partial<CallLimits> | undefined
}

interface DirectCalls<Context> {
  readonly call: CallShard<Context>
  close(): Promise<void>
}

/**
 * Calls each member over HTTP at the endpoint the directory gives, through a small pool of connections. Never retries. A
 * call ends with its answer or its budget, and not with the caller: the member would go on, and he could ask again at once.
 */
export function directCalls<Context extends CallPlace>(options: DirectCallsOptions<Context>): DirectCalls<Context> {
  const limits = { ...callLimits, ...options.limits }
  const lines = linesToMembers(limits)
  return {
    close: lines.close,
    async call({ member, kind, body, context, signal }) {
      const headers = await options.headers(context, member)
      signal?.throwIfAborted()
      const line = lines.to(member)
      if (!line) return silent('UNREACHABLE')
      const answering = post(line, body, headers, kind === 'mutation' ? limits.mutationMs : limits.queryMs)
      context.keepUntil?.(answering)
      return signal ? unlessLeft(signal, answering) : answering
    },
  }
}

/** Callers who may leave, each with what waits for them: one listener for all the calls of a request. */
const leaving = new WeakMap<AbortSignal, Set<() => void>>()

function onLeave(caller: AbortSignal): Set<() => void> {
  const known = leaving.get(caller)
  if (known) return known
  const leaves = new Set<() => void>()
  leaving.set(caller, leaves)
  const leaveAll = () => {
    for (const leave of leaves) leave()
  }
  caller.addEventListener('abort', leaveAll, { once: true })
  return leaves
}

/** The answer, or the caller's own reason when he leaves first. Wired by hand: a long-lived signal keeps no call alive. */
function unlessLeft(caller: AbortSignal, answering: Promise<ShardAnswer>): Promise<ShardAnswer> {
  return new Promise((answered, left) => {
    const leaves = onLeave(caller)
    const leave = () => left(caller.reason)
    leaves.add(leave)
    void answering.then((answer) => {
      leaves.delete(leave)
      answered(answer)
    })
  })
}

/**
 * The answer, or a silence when its budget is over; never rejects. By the dispatcher itself: an answer is read whole, so no
 * stream and no signal has to be made for it, which is half of what a call would cost.
 */
function post({ pool, path }: Line, body: string, headers: Record<string, string>, budgetMs: number): Promise<ShardAnswer> {
  return new Promise((answered) => {
    let call: Dispatcher.DispatchController | undefined
    let isOver = false
    let status = 0
    const chunks: Buffer[] = []
    const end = (answer: ShardAnswer) => {
      isOver = true
      clearTimeout(timer)
      answered(answer)
    }
    const timer = setTimeout(() => {
      end(silent('TIMEOUT'))
      call?.abort(LATE)
    }, budgetMs)
    const sent = { ...headers, 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' }
    pool.dispatch(
      { method: 'POST', path, headers: sent, body },
      {
        onRequestStart(controller) {
          call = controller
          if (isOver) controller.abort(LATE)
        },
        onResponseStart(_, statusCode) {
          status = statusCode
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd: () => end(readResponse(status, chunks)),
        onResponseError: (_, error) => end(silent(status >= 500 ? 'HTTP_5XX' : silenceOf(error))),
      },
    )
  })
}

const LATE = new Error('The budget of the call is over')

function readResponse(status: number, chunks: readonly Buffer[]): ShardAnswer {
  if (status >= 500) return silent('HTTP_5XX')
  if (status === 401 || status === 403) return silent('REFUSED')
  const [only, ...more] = chunks
  return readAnswer(only && more.length === 0 ? only.toString() : Buffer.concat(chunks).toString())
}

function readAnswer(text: string): ShardAnswer {
  const parsed = parsedJson(text)
  if (!isRecord(parsed)) return silent('BAD_ANSWER')
  const { data = null, errors = [] } = parsed
  const readable = (data === null || isRecord(data)) && Array.isArray(errors) && (data !== null || errors.length > 0)
  return readable ? { kind: 'answer', data, errors } : silent('BAD_ANSWER')
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Socket and parser codes to the closed list. What cannot be read as HTTP, or is too big, is a bad answer. */
function silenceOf(error: unknown): Silence {
  const code = isRecord(error) && typeof error.code === 'string' ? error.code : ''
  return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code.startsWith('HPE_') ? 'BAD_ANSWER' : 'UNREACHABLE'
}

function silent(reason: Silence): ShardAnswer {
  return { kind: 'silent', reason }
}

interface Line {
  readonly pool: Pool
  readonly path: string
  readonly endpoint: string
}

function linesToMembers(limits: CallLimits) {
  const lines = new Map<string, Line>()
  const open = (endpoint: string): Line | undefined => {
    const address = `${endpoint.replace(/\/$/, '')}/graphql`
    if (!URL.canParse(address)) return undefined
    const url = new URL(address)
    const pool = new Pool(url.origin, {
      connections: limits.connectionsPerMember,
      pipelining: 1,
      keepAliveTimeout: 30_000,
      connect: { timeout: limits.connectMs },
      // a backstop only: each call carries its own, shorter budget
      headersTimeout: limits.mutationMs,
      bodyTimeout: limits.mutationMs,
      maxResponseSize: limits.answerBytes,
    })
    return { pool, path: url.pathname, endpoint }
  }
  return {
    /** Undefined when the endpoint is no address. */
    to({ id, endpoint }: MemberEntry): Line | undefined {
      const known = lines.get(id)
      if (known?.endpoint === endpoint) return known
      // a member that moved: calls under way may end on the old line
      void known?.pool.close()
      const opened = open(endpoint)
      if (opened) lines.set(id, opened)
      else lines.delete(id)
      return opened
    },
    close: async () => {
      await Promise.all([...lines.values()].map(({ pool }) => pool.destroy()))
    },
  }
}
