import { Pool } from 'undici'
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
      const answering = withinBudget(kind === 'mutation' ? limits.mutationMs : limits.queryMs, (budget) =>
        post(lines.to(member), body, headers, budget),
      )
      context.keepUntil?.(answering)
      return signal ? unlessLeft(signal, answering) : answering
    },
  }
}

/** The answer, or a silence; never rejects. */
async function withinBudget(ms: number, ask: (budget: AbortSignal) => Promise<ShardAnswer>): Promise<ShardAnswer> {
  const budget = new AbortController()
  const timer = setTimeout(() => budget.abort(), ms)
  try {
    return await ask(budget.signal)
  } catch (error) {
    return silent(budget.signal.aborted ? 'TIMEOUT' : silenceOf(error))
  } finally {
    clearTimeout(timer)
  }
}

/** The answer, or the caller's own reason when he leaves first. Wired by hand: a long-lived signal keeps no call alive. */
function unlessLeft(caller: AbortSignal, answering: Promise<ShardAnswer>): Promise<ShardAnswer> {
  return new Promise((answered, left) => {
    const leave = () => left(caller.reason)
    caller.addEventListener('abort', leave, { once: true })
    void answering.then((answer) => {
      caller.removeEventListener('abort', leave)
      answered(answer)
    })
  })
}

async function post(line: Line, body: string, headers: Record<string, string>, signal: AbortSignal): Promise<ShardAnswer> {
  const response = await line.pool.request({
    method: 'POST',
    path: line.path,
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    },
    body,
    signal,
  })
  const { statusCode } = response
  if (statusCode < 500 && statusCode !== 401 && statusCode !== 403) return readAnswer(await response.body.text())
  await response.body.dump()
  return silent(statusCode >= 500 ? 'HTTP_5XX' : 'REFUSED')
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
  const open = (endpoint: string): Line => {
    const url = new URL(`${endpoint.replace(/\/$/, '')}/graphql`)
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
    to({ id, endpoint }: MemberEntry): Line {
      const known = lines.get(id)
      if (known?.endpoint === endpoint) return known
      // a member that moved: calls under way may end on the old line
      void known?.pool.close()
      const opened = open(endpoint)
      lines.set(id, opened)
      return opened
    },
    close: async () => {
      await Promise.all([...lines.values()].map(({ pool }) => pool.destroy()))
    },
  }
}
