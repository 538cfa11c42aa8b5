import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { isTooMuchAtOnce, tooMuchAtOnce } from '@oh/graph'
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  parse,
  type ValidationRule,
  visit,
} from 'graphql'
import { maskError, type Plugin } from 'graphql-yoga'
import { aliasGuard, reservedNames } from './alias-guard.ts'
import { type CostOf, costBy, costRefusal } from './cost.ts'
import { coverageOf } from './coverage.ts'
import { namedWhenKnown } from './known-documents.ts'
import { documentLimits, limitRule, readJsonBody } from './limits.ts'
import { type Breakers, createBreakers, guardCalls } from './shards/breaker.ts'
import { type CallLimits, type CallShard, directCalls } from './shards/call-shard.ts'
import type { MemberKind, MemberLookup } from './shards/members.ts'
import { foldSilences } from './shards/merge.ts'
import type { FieldsSinceVersion } from './shards/older-versions.ts'
import { createShardExecutor, type SubgraphExecutor, type SubgraphRequest } from './shards/shard-executor.ts'
import { labelsOf } from './shards/split-by-member.ts'
import { type CallerTokens, type SignServiceToken, subjectTokens } from './subject-token.ts'

type Transports = NonNullable<GatewayConfigSupergraph<Record<string, unknown>>['transports']>

/** `local`: ad-hoc documents and introspection too. `production`: persisted documents only. */
type GraphProfile = 'local' | 'production'

export interface GraphOptions<Context extends CallerTokens> {
  /** The composed supergraph. Each of its subgraphs needs an executor: directory, spoke and pool have theirs. */
  readonly supergraph: string
  readonly profile: GraphProfile
  readonly members: MemberLookup
  /** The directory, in process; it sees the context of the call. Its own errors are to be GraphQLErrors. */
  readonly directoryExecutor: SubgraphExecutor<Context>
  readonly signServiceToken: SignServiceToken
  /** Texts of the known documents by their id (known-documents.ts); the only ones answered in production. */
  readonly persistedDocuments?: ReadonlyMap<string, string>
  readonly fieldsSince?: { readonly [Kind in MemberKind]?: FieldsSinceVersion }
  readonly callLimits?: Partial<CallLimits>
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number
  /** Told once if the native planner does not load here. */
  readonly warn: (message: string) => void
  /** Told of every error that is masked from the caller. */
  readonly fault: (error: unknown) => void
  /** Loads the native planner; rejects where it has no binary. */
  readonly loadPlanner?: () => Promise<unknown>
}

export interface Graph<Context extends CallerTokens> {
  /** Answers one HTTP request to `/graphql`. The context reaches every subgraph; the person in it is already verified. */
  fetch(request: Request, context: Context): Promise<Response>
  /** Breakers that keep calls away at present. */
  readonly breakers: Pick<Breakers, 'troubled'>
  close(): Promise<void>
}

/** What one answer was made of, noted while it is made. */
interface AnswerNotes {
  /** Codes of the trusts that were asked about. */
  readonly trustsAsked: Set<string>
}

const FAILURES_TO_OPEN = 5
const OPEN_FOR_MS = 5_000
const ERRORS_SHOWN = 3

/** One graph over directory, spokes and pools. Rejects when the supergraph names a subgraph that nobody answers for. */
export async function createGraph<Context extends CallerTokens>(options: GraphOptions<Context>): Promise<Graph<Context>> {
  const { supergraph, profile, directoryExecutor } = options
  const now = options.now ?? (() => performance.now())
  const supergraphDocument = parse(supergraph, { noLocation: true })
  const cost = costBy(supergraphDocument)
  const known = options.persistedDocuments ?? new Map<string, string>()
  const breakers = createBreakers({ failures: FAILURES_TO_OPEN, openForMs: OPEN_FOR_MS, now })
  const headers = subjectTokens(options.signServiceToken)
  const direct = directCalls<Context>({ headers, limits: options.callLimits })
  const shard = (kind: MemberKind, call: CallShard<Context>) =>
    createShardExecutor<Context & AnswerNotes>({
      kind,
      members: options.members,
      call,
      fieldsSince: options.fieldsSince?.[kind],
      onSplit: (split, { trustsAsked }) => {
        if (kind === 'spoke') for (const trust of labelsOf('Trust', split)) trustsAsked.add(trust)
      },
    })
  const guarded = guardCalls(direct.call, breakers)
  const executors = {
    directory: directoryExecutor,
    spoke: shard('spoke', guarded),
    pool: shard('pool', guarded),
    rollup: shard('rollup', guarded),
  }
  const makeRuntime = (isNative: boolean) =>
    createGatewayRuntime<Context>({
      supergraph,
      ...(isNative ? { unifiedGraphHandler } : {}),
      ...transportsTo(executors, subgraphsOf(supergraphDocument)),
      // the planner joins what can be joined; joining again would make new documents that no plan is kept for
      __experimental__batchExecution: !isNative,
      ...surfaceOf(profile, options.persistedDocuments),
      maskedErrors: { errorMessage: 'Unexpected error.', maskError: maskTelling(options.fault) },
      plugins: () => [
        hardening(documentRules(profile, supergraphDocument), known),
        costLimit(cost),
        foldedErrors,
        coverage,
        quietInput,
      ],
    })
  const runtime = await startRuntime(makeRuntime, options)
  return {
    breakers,
    // the runtime writes into the context it is given
    fetch: async (asked, context) => runtime.fetch(bodyless(asked), { ...context, trustsAsked: new Set() } satisfies AnswerNotes),
    async close() {
      await runtime[Symbol.asyncDispose]()
      await direct.close()
    },
  }
}

/** Requests as they came in, by what the runtime is shown of them. */
const cameAs = new WeakMap<Request, Request>()

/** The runtime would lead the body through a stream of its own to count it. It is counted where it is read: `readJsonBody`. */
function bodyless(request: Request): Request {
  const { url, method, headers } = request
  const shown = new Request(url, { method, headers })
  cameAs.set(shown, request)
  return shown
}

const asItCame = (shown: Request): Request => cameAs.get(shown) ?? shown

interface Runtime extends AsyncDisposable {
  getSchema(): unknown
}

/** By the native planner where it loads, else by stitching: the same answers, with more CPU and blunter error paths. */
async function startRuntime<Made extends Runtime>(
  make: (isNative: boolean) => Made,
  { warn, loadPlanner }: Pick<GraphOptions<CallerTokens>, 'warn' | 'loadPlanner'>,
): Promise<Made> {
  const planner = loadPlanner ?? (() => import('@graphql-hive/router-query-planner'))
  const loads = await planner().then(
    () => true,
    () => false,
  )
  const native = loads && keepingSignals(() => make(true))
  // the runtime looks for the planner itself, by a name that a bundler may not have seen
  if (native && (await isStarted(native))) return native
  warn('The native query planner does not load here; the slower stitching runtime is used instead')
  const stitching = keepingSignals(() => make(false))
  await stitching.getSchema()
  return stitching
}

async function isStarted(runtime: Runtime): Promise<boolean> {
  try {
    await runtime.getSchema()
    return true
  } catch (fault) {
    await runtime[Symbol.asyncDispose]()
    if (fault instanceof Error && 'code' in fault && fault.code === 'ERR_MODULE_NOT_FOUND') return false
    throw fault
  }
}

function subgraphsOf(supergraph: DocumentNode): string[] {
  const names: string[] = []
  visit(supergraph, {
    Directive({ name, arguments: args }) {
      const value = args?.find((arg) => arg.name.value === 'name')?.value
      if (name.value === 'join__graph' && value?.kind === 'StringValue') names.push(value.value)
    },
  })
  return names
}

function transportsTo<Context>(executors: Readonly<Record<string, SubgraphExecutor<Context>>>, subgraphs: readonly string[]) {
  const missing = subgraphs.filter((name) => !Object.hasOwn(executors, name))
  if (missing.length > 0) throw new Error(`The supergraph names subgraphs that nothing answers for: ${missing.join(', ')}`)
  const getSubgraphExecutor = ({ subgraphName }: { readonly subgraphName: string }) => {
    const executor = executors[subgraphName]
    if (!executor) throw new Error(`Nothing answers for the subgraph ${subgraphName}`)
    return ({ document, variables, context, signal }: SubgraphRequest<Context & { readonly request: Request }>) =>
      executor({ document, variables, context, signal: signal ?? asItCame(context.request).signal })
  }
  return {
    transportEntries: Object.fromEntries(subgraphs.map((name) => [name, { kind: 'member' }])),
    // the runtime's executors are generic over every context; ours know the one that `fetch` takes
    transports: { member: { getSubgraphExecutor } } as unknown as Transports,
  }
}

/** What the endpoint shows of itself in each profile. */
function surfaceOf(profile: GraphProfile, documents: ReadonlyMap<string, string> | undefined) {
  const isLocal = profile === 'local'
  const known = {
    getPersistedOperation: (id: string) => documents?.get(id) ?? null,
    allowArbitraryDocuments: isLocal,
    customErrors,
  }
  const shut = { batching: false, cors: false, multipart: false, landingPage: false, logging: false, requestId: false } as const
  return {
    ...shut,
    ...(isLocal && !documents ? {} : { persistedDocuments: known }),
    graphiql: false as const,
    csrfPrevention: { requestHeaders: ['oh-csrf'] },
    // would name the subgraph in every error, and our own codes say more
    subgraphErrors: false as const,
  }
}

const notPersisted = {
  message: 'Only known documents are answered here',
  extensions: { code: 'DOCUMENT_NOT_KNOWN', http: { status: 400 } },
}
const customErrors = { notFound: notPersisted, keyNotFound: notPersisted, persistedQueryOnly: notPersisted }

function documentRules(profile: GraphProfile, supergraph: DocumentNode): ValidationRule[] {
  const guard = aliasGuard(reservedNames(supergraph))
  return profile === 'local'
    ? [guard, limitRule(documentLimits, 'free')]
    : [guard, limitRule(documentLimits, 'counted'), NoSchemaIntrospectionCustomRule]
}

/** Our own reader of bodies, and the limits on documents; validation answers with few errors and no suggestions. */
function hardening(rules: readonly ValidationRule[], known: ReadonlyMap<string, string>): Plugin {
  return {
    onRequestParse: ({ setRequestParser }) =>
      setRequestParser(async (request) => namedWhenKnown(await readJsonBody(asItCame(request)), known)),
    onParse: ({ setParseFn }) =>
      setParseFn((source, settings) => parse(source, { ...settings, maxTokens: documentLimits.tokens })),
    onValidate({ validateFn, addValidationRule, setValidationFn }) {
      for (const rule of rules) addValidationRule(rule)
      // the error that says it stopped counts as one
      setValidationFn((schema, document, all) =>
        validateFn(schema, document, all, { maxErrors: ERRORS_SHOWN - 1, hideSuggestions: true }),
      )
    },
  }
}

/** What costs too much is refused before anybody is asked. */
function costLimit(costOf: CostOf): Plugin {
  return {
    onExecute({ args: { document, operationName, variableValues }, setResultAndStopExecution }) {
      const refused = costRefusal(costOf(document, operationName, variableValues ?? {}))
      if (refused) setResultAndStopExecution({ errors: [refused] })
    },
  }
}

/** A member is silent in several hops of one answer, and under several paths: it is still one silence. */
const foldedErrors: Plugin = {
  onExecute({ args }) {
    const operation = getOperationAST(args.document, args.operationName)?.operation ?? 'query'
    return {
      onExecuteDone({ result, setResult }) {
        if (!isPlainResult(result) || !result.errors || result.errors.length < 2) return
        setResult({ ...result, errors: foldSilences(result.errors, operation) })
      },
    }
  },
}

/** Says how much of what was asked about trusts the answer holds. */
const coverage: Plugin<Partial<AnswerNotes>> = {
  onExecute({ args }) {
    return {
      onExecuteDone({ result, setResult }) {
        if (!isPlainResult(result)) return
        const covered = coverageOf(args.contextValue.trustsAsked ?? new Set(), result.errors ?? [])
        if (covered) setResult({ ...result, extensions: { ...result.extensions, coverage: covered } })
      },
    }
  },
}

const UNFIT_VARIABLE = /^Variable "\$(\w+)" (?:got invalid value|of (?:required|non-null) type)/

/** What was sent stays out of the answer: a variable that is not of its type is named, its value is not. */
const quietInput: Plugin = {
  onResultProcess({ result, setResult }) {
    if (!isPlainResult(result) || !result.errors?.some(({ message }) => UNFIT_VARIABLE.test(message))) return
    const quiet = new Map(result.errors.map(withoutInput).map((error) => [`${error.message} ${error.path?.join('.')}`, error]))
    setResult({ ...result, errors: [...quiet.values()] })
  },
}

function withoutInput(error: GraphQLError): GraphQLError {
  const [, name] = UNFIT_VARIABLE.exec(error.message) ?? []
  if (name === undefined) return error
  const { path } = error
  const extensions = { code: 'BAD_USER_INPUT' }
  return new GraphQLError(`The value of $${name} is not of its type`, { extensions, ...(path ? { path } : {}) })
}

function isPlainResult(result: unknown): result is ExecutionResult {
  return typeof result === 'object' && result !== null && !Array.isArray(result) && !(Symbol.asyncIterator in result)
}

function maskTelling(fault: (error: unknown) => void) {
  return (error: unknown, message: string): Error => {
    if (isTooMuchAtOnce(error)) return tooMuchAtOnce(error instanceof GraphQLError ? error.path : undefined)
    const shown = maskError(error, message, false)
    if (shown !== error) fault(error)
    return shown
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'exit'] as const

/** The runtime would close itself on the first signal, in the middle of the answers a graceful stop lets finish. */
function keepingSignals<Made>(make: () => Made): Made {
  const before = new Map(SIGNALS.map((signal) => [signal, new Set(process.rawListeners(signal))]))
  const made = make()
  for (const signal of SIGNALS) {
    for (const listener of process.rawListeners(signal)) {
      if (!before.get(signal)?.has(listener)) process.removeListener(signal, listener as () => void)
    }
  }
  return made
}
