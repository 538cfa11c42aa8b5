import type { RateLimitSettings } from '@oh/chassis'
import { type DocumentNode, GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql'

/**
 * What one document may ask. Our own rules, because graphql-armor's let 101 aliases of `__typename` and 500 copies of one
 * field through, and count a fragment once however often it is spread.
 */
interface DocumentLimits {
  readonly depth: number
  readonly aliases: number
  readonly fields: number
  readonly directives: number
  readonly tokens: number
  readonly operations: number
}

export const documentLimits: DocumentLimits = {
  depth: 8,
  aliases: 15,
  fields: 200,
  directives: 10,
  tokens: 1_000,
  operations: 10,
}

export interface RequestLimits {
  /** Of one person, by the verified subject of the token, on every device together. */
  readonly person: RateLimitSettings
  /** Requests of one person that may wait for their answers at once: fewer than a member has connections. */
  readonly personInFlight: number
  /** Of one network address, before any token is read; a whole trust or the console may stand behind it. */
  readonly attempts: RateLimitSettings
  /** Of one network address, for what is asked without a person. */
  readonly address: RateLimitSettings
}

export const requestLimits: RequestLimits = {
  person: { perSecond: 20, burst: 60 },
  personInFlight: 6,
  attempts: { perSecond: 1_000, burst: 2_000 },
  address: { perSecond: 100, burst: 200 },
}

type Measure = Pick<DocumentLimits, 'depth' | 'aliases' | 'fields' | 'directives'>

const empty: Measure = { depth: 0, aliases: 0, fields: 0, directives: 0 }

/** Refuses a document over any limit, naming each. Fragments count at every spread; operations count together. */
export function limitRule(limits: DocumentLimits, introspection: 'counted' | 'free'): ValidationRule {
  return (context) => ({
    Document(document) {
      const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length
      const measured = { ...measureDocument(document, introspection), operations }
      for (const name of ['depth', 'aliases', 'fields', 'directives', 'operations'] as const) {
        if (measured[name] <= limits[name]) continue
        const extensions = { code: 'DOCUMENT_TOO_LARGE', limit: name }
        context.reportError(new GraphQLError(`The document has more than ${limits[name]} ${name}`, { extensions }))
      }
    },
  })
}

function measureDocument(document: DocumentNode, introspection: 'counted' | 'free'): Measure {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  // a fragment is measured once, so a chain of doublings costs nothing to count; one that spreads itself counts as empty
  const measured = new Map<string, Measure>()
  const ofFragment = (name: string): Measure => {
    const known = measured.get(name)
    const fragment = fragments.get(name)
    if (known || !fragment) return known ?? empty
    measured.set(name, empty)
    const made = plus(directivesOn(fragment), ofSet(fragment.selectionSet))
    measured.set(name, made)
    return made
  }
  const ofSet = ({ selections }: SelectionSetNode): Measure =>
    selections.reduce((total, selection) => plus(total, plus(directivesOn(selection), ofSelection(selection))), empty)
  const ofSelection = (selection: SelectionSetNode['selections'][number]): Measure => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet)
    const aliases = selection.alias ? 1 : 0
    const isFree = introspection === 'free' && (selection.name.value === '__schema' || selection.name.value === '__type')
    const below = selection.selectionSet && !isFree ? ofSet(selection.selectionSet) : empty
    return { ...below, depth: below.depth + 1, fields: below.fields + 1, aliases: below.aliases + aliases }
  }
  return document.definitions.reduce(
    (total, node) =>
      node.kind === Kind.OPERATION_DEFINITION ? plus(total, plus(directivesOn(node), ofSet(node.selectionSet))) : total,
    empty,
  )
}

function directivesOn({ directives }: { readonly directives?: readonly unknown[] | undefined }): Measure {
  return { ...empty, directives: directives?.length ?? 0 }
}

function plus(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    fields: a.fields + b.fields,
    directives: a.directives + b.directives,
  }
}

interface BodyLimits {
  readonly bytes: number
  /** Objects and lists within each other; JSON.parse takes thousands, JSON.stringify of the same ends the process. */
  readonly nesting: number
}

export const bodyLimits: BodyLimits = { bytes: 128 * 1024, nesting: 32 }

/** Why a request is refused from its headers alone, or undefined. Operations are JSON by POST and nothing else. */
function headerRefusal({ method, headers }: Request, limits: BodyLimits): GraphQLError | undefined {
  if (method !== 'POST') return refusal(405, 'METHOD_NOT_ALLOWED', 'Send operations by POST', { allow: 'POST' })
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send operations as application/json')
  if (headers.has('content-encoding')) return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send operations without a content encoding')
  return Number(headers.get('content-length') ?? 0) > limits.bytes ? tooLarge(limits) : undefined
}

/** The JSON object of a request body, read no further than the limits allow. Throws a GraphQLError that carries its HTTP status. */
export async function readJsonBody(request: Request, limits: BodyLimits = bodyLimits): Promise<Record<string, unknown>> {
  const refused = headerRefusal(request, limits)
  if (refused) throw refused
  const bytes = await readBytes(request, limits)
  if (isNestedBeyond(bytes, limits.nesting)) throw refusal(400, 'BAD_REQUEST', 'The request body is nested too deeply')
  const parsed = parsedJson(bytes)
  if (Array.isArray(parsed)) throw refusal(400, 'BAD_REQUEST', 'Send one operation at a time')
  if (typeof parsed !== 'object' || parsed === null) throw refusal(400, 'BAD_REQUEST', 'The request body is not a JSON object')
  return parsed as Record<string, unknown>
}

async function readBytes(request: Request, limits: BodyLimits): Promise<Uint8Array> {
  // a length that was declared is held to by the parser of HTTP, and reading whole is far cheaper than by pieces
  if (request.headers.has('content-length')) return within(limits, new Uint8Array(await request.arrayBuffer()))
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limits.bytes) throw tooLarge(limits)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function within(limits: BodyLimits, bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > limits.bytes) throw tooLarge(limits)
  return bytes
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw refusal(400, 'BAD_REQUEST', 'The request body is not JSON')
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const OPENS = new Set([0x5b, 0x7b])
const CLOSES = new Set([0x5d, 0x7d])

/** Counts brackets outside text, before anything is parsed. Every byte it looks for is a character of its own in UTF-8. */
function isNestedBeyond(bytes: Uint8Array, limit: number): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (inText) {
      if (byte === BACKSLASH) at += 1
      else inText = byte !== QUOTE
    } else if (byte === QUOTE) inText = true
    else if (OPENS.has(byte)) {
      depth += 1
      if (depth > limit) return true
    } else if (CLOSES.has(byte)) depth -= 1
  }
  return false
}

function tooLarge({ bytes }: BodyLimits): GraphQLError {
  return refusal(413, 'BODY_TOO_LARGE', `The request body is larger than ${bytes / 1024} KiB`)
}

function refusal(status: number, code: string, message: string, headers?: Record<string, string>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status, ...(headers ? { headers } : {}) } } })
}
