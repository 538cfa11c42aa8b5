import { GraphQLError, type OperationTypeNode } from 'graphql'
import type { ShardAnswer } from './call-shard.ts'
import { rootsOf } from './cut-document.ts'
import type { Cut } from './document-plan.ts'
import type { MemberKind, Silence } from './members.ts'
import type { LeftOut } from './older-versions.ts'
import type { LiveRoot, Place, ShardGroup, Split, Unasked } from './split-by-member.ts'

interface MergedAnswer {
  readonly data: Record<string, unknown>
  readonly errors?: readonly GraphQLError[]
}

/** Collects the members' answers into the one answer the caller asked for. */
interface Merge {
  take(group: ShardGroup, cut: Cut, answer: ShardAnswer): void
  finish(): MergedAnswer
}

type Path = readonly (string | number)[]

/** Starts with nulls everywhere and one error for everything that could not be asked. */
export function startMerge(kind: MemberKind, split: Split): Merge {
  const { operation } = split.plan.operation
  // no prototype: a client chooses the keys
  const data: Record<string, unknown> = Object.create(null)
  const errors: GraphQLError[] = []
  for (const root of split.roots) data[root.key] = emptyAnswer(root, split)
  for (const unasked of split.unasked) errors.push(unaskedError(kind, unasked))
  return {
    take(group, cut, answer) {
      const places = placesOf(rootsOf(split, group), group)
      if (answer.kind === 'silent') {
        errors.push(...places.flatMap((place) => silentErrors(kind, place, answer.reason)))
        return
      }
      for (const place of places) errors.push(...putBack(kind, data, place, answer.data?.[place.root.key]))
      errors.push(...answer.errors.map((error) => passedOn(kind, error, places)))
      for (const place of places) {
        errors.push(...(cut.leftOut.get(place.root.number) ?? []).flatMap((left) => fillLeftOut(kind, data, place, left)))
      }
    },
    finish: () => (errors.length > 0 ? { data, errors: foldSilences(errors, operation) } : { data }),
  }
}

function emptyAnswer(root: LiveRoot, { plan }: Split): unknown {
  if (root.name === '__typename') return plan.operation.operation === 'mutation' ? 'Mutation' : 'Query'
  return root.slot ? new Array(root.slot.representations.length).fill(null) : null
}

/** Where one root field of a call belongs: its own key, or the caller's indexes of its representations. */
interface PlaceOfCall {
  readonly root: LiveRoot
  readonly indexes: readonly number[] | undefined
  /** One for a field, one per index for representations. */
  readonly labels: readonly string[]
}

function placesOf(roots: readonly LiveRoot[], group: ShardGroup): PlaceOfCall[] {
  return roots.flatMap((root): PlaceOfCall[] => {
    if (!root.slot)
      return group.fields
        .filter((field) => field.root === root)
        .map(({ label }) => ({ root, indexes: undefined, labels: [label] }))
    return group.parts.filter(({ slot }) => slot === root.slot).map(({ indexes, labels }) => ({ root, indexes, labels }))
  })
}

function putBack(kind: MemberKind, data: Record<string, unknown>, place: PlaceOfCall, value: unknown): GraphQLError[] {
  const { root, indexes } = place
  if (!indexes) data[root.key] = value ?? null
  else if (Array.isArray(value) && value.length === indexes.length) {
    const list = data[root.key] as unknown[]
    for (const [at, index] of indexes.entries()) list[index] = value[at] ?? null
  } else if (value !== undefined && value !== null) return silentErrors(kind, place, 'BAD_ANSWER')
  return []
}

/** The first place of each label stands for all of them. */
function silentErrors(kind: MemberKind, { root, indexes, labels }: PlaceOfCall, reason: Silence): GraphQLError[] {
  const firsts = labels.flatMap((label, at) => (labels.indexOf(label) === at ? [{ label, index: indexes?.[at] }] : []))
  return firsts.map(({ label, index }) => silentError(kind, { root, index }, reason, label))
}

function silentError(kind: MemberKind, place: Place, reason: Silence, label: string | undefined): GraphQLError {
  return silenceAt(kind, pathOf(place), reason, label)
}

function silenceAt(kind: MemberKind, path: Path, reason: Silence, label: string | undefined): GraphQLError {
  const what = label === undefined && kind !== 'rollup' ? `The ${kind} named is` : nameOf(kind, label ?? '')
  return new GraphQLError(`${what} unavailable`, {
    path,
    extensions: { code: WORDS[kind].unavailable, ...labelOf(kind, label), reason },
  })
}

function unaskedError(kind: MemberKind, { place, route }: Unasked): GraphQLError {
  if (route.kind === 'silent') return silentError(kind, place, route.reason, route.label)
  if (route.kind === 'not-yet') return notYetError(kind, pathOf(place), route.label, route.lacks)
  return new GraphQLError(`Nothing here says which ${kind} to ask`, { path: pathOf(place), extensions: { code: 'UNROUTABLE' } })
}

function notYetError(kind: MemberKind, path: Path, label: string, lacks: string): GraphQLError {
  const extensions = { code: WORDS[kind].notYet, ...labelOf(kind, label), lacks }
  return new GraphQLError(`${nameOf(kind, label)} not yet able to answer this`, { path, extensions })
}

const WORDS = {
  spoke: { unavailable: 'SPOKE_UNAVAILABLE', notYet: 'NOT_YET_AT_TRUST' },
  pool: { unavailable: 'POOL_UNAVAILABLE', notYet: 'NOT_YET_AT_POOL' },
  rollup: { unavailable: 'ROLLUP_UNAVAILABLE', notYet: 'NOT_YET_AT_ROLLUP' },
} as const satisfies Record<MemberKind, unknown>

function nameOf(kind: MemberKind, label: string): string {
  if (kind === 'rollup') return 'National figures are'
  return kind === 'spoke' ? `Trust ${label} is` : `The pool of ${label} is`
}

function labelOf(kind: MemberKind, label: string | undefined): Record<string, string> {
  if (label === undefined || kind === 'rollup') return {}
  return kind === 'spoke' ? { trust: label } : { ics: label }
}

function pathOf({ root, index }: Place): Path {
  return index === undefined ? [root.key] : [root.key, index]
}

/** Extensions that would steer the gateway's own answer, or that tell of a member's insides. */
const KEPT_BACK = new Set(['http', 'stacktrace', 'exception', 'originalError', 'unexpected'])

/** A member's own error with its path in the caller's terms and the member's label; its words stay as they are. */
function passedOn(kind: MemberKind, error: unknown, places: readonly PlaceOfCall[]): GraphQLError {
  const { message, path, extensions } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const from = Array.isArray(path) ? path : []
  const place = places.find(({ root }) => root.key === from[0]) ?? places[0]
  const at = place?.indexes && typeof from[1] === 'number' ? from[1] : 0
  const label = place?.labels[at] ?? place?.labels[0]
  const given = place ? callersPath(place, from, at) : undefined
  // neither a yes nor a no: to the caller the member is silent
  if (given && codeIn(extensions) === 'ROLES_NOT_KNOWN') return silenceAt(kind, given, 'ROLES_NOT_KNOWN', label)
  const kept = Object.entries(extensions ?? {}).filter(([name]) => !KEPT_BACK.has(name))
  return new GraphQLError(typeof message === 'string' ? message : 'The member gave no reason', {
    ...(given ? { path: given } : {}),
    extensions: { ...Object.fromEntries(kept), ...labelOf(kind, label) },
  })
}

const codeIn = (extensions: unknown): unknown =>
  typeof extensions === 'object' && extensions !== null && 'code' in extensions ? extensions.code : undefined

function callersPath({ root, indexes }: PlaceOfCall, from: readonly unknown[], at: number): Path {
  const segments = from.filter((segment) => typeof segment === 'string' || typeof segment === 'number')
  if (!indexes) return [root.key, ...segments.slice(1)]
  return [root.key, indexes[at] ?? indexes[0] ?? 0, ...segments.slice(2)]
}

/** Nulls for a field an older member was not asked for, and one error per label at the first of them. */
function fillLeftOut(kind: MemberKind, data: Record<string, unknown>, place: PlaceOfCall, left: LeftOut): GraphQLError[] {
  const { root, indexes, labels } = place
  const answered = new Map<string, Path>()
  for (const [at, label] of labels.entries()) {
    const index = indexes?.[at]
    const value = index === undefined ? data[root.key] : (data[root.key] as unknown[])[index]
    const first = fillNull(value, left.path, pathOf({ root, index }))
    if (first && !answered.has(label)) answered.set(label, first)
  }
  return [...answered].map(([label, path]) => notYetError(kind, path, label, left.lacks))
}

/** Sets null at the end of the path in every object that has nothing there; returns the first place where it did. */
function fillNull(value: unknown, [key, ...rest]: readonly string[], at: Path): Path | undefined {
  if (Array.isArray(value)) {
    const firsts = value.map((item, index) => fillNull(item, key === undefined ? [] : [key, ...rest], [...at, index]))
    return firsts.find((first) => first !== undefined)
  }
  if (typeof value !== 'object' || value === null || key === undefined) return undefined
  const record = value as Record<string, unknown>
  if (rest.length > 0) return fillNull(record[key], rest, [...at, key])
  if (record[key] !== undefined) return undefined
  record[key] = null
  return [...at, key]
}

const FOLDED = new Set(['SPOKE_UNAVAILABLE', 'POOL_UNAVAILABLE', 'NOT_YET_AT_TRUST', 'NOT_YET_AT_POOL'])

/**
 * One error per silent member and reason, however many rows, fields and hops it was asked for. Others pass as they are.
 * Each mutation keeps its own: what became of one says nothing of another.
 */
export function foldSilences(errors: readonly GraphQLError[], operation: `${OperationTypeNode}`): GraphQLError[] {
  const seen = new Set<string>()
  return errors.filter(({ path, extensions: { code, trust, ics, reason, lacks } }) => {
    if (typeof code !== 'string' || !FOLDED.has(code)) return true
    const about = JSON.stringify([code, trust, ics, reason, lacks, operation === 'mutation' ? path?.[0] : ''])
    return !seen.has(about) && Boolean(seen.add(about))
  })
}
