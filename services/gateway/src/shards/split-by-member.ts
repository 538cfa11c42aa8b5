import { type DocumentNode, Kind, valueFromASTUntyped } from 'graphql'
import { argumentsOf, type DocumentPlan, isWanted, type Root, type Variables } from './document-plan.ts'
import type { MemberEntry, MemberKind, MemberLookup } from './members.ts'
import { type FieldsSinceVersion, lackedWord } from './older-versions.ts'
import { type Route, routeOf } from './route.ts'

/** A root field or one representation that some member, or none, has to answer for. `index` is set for representations. */
export interface Place {
  readonly root: LiveRoot
  readonly index: number | undefined
}

/** A root field of this request. `slot` is set for `_entities`: roots that name the same variable share one slot. */
export interface LiveRoot extends Root {
  readonly number: number
  readonly slot: Slot | undefined
}

/** A list of representations: a variable of the document, or a list written inline in it. */
export interface Slot {
  readonly variable: string
  readonly isInline: boolean
  readonly representations: readonly unknown[]
}

/** The part of a slot that one call carries, each with the label it was asked under. */
interface SlotPart {
  readonly slot: Slot
  readonly indexes: readonly number[]
  readonly labels: readonly string[]
}

/** One call to one member. */
export interface ShardGroup {
  readonly member: MemberEntry
  readonly fields: readonly { readonly root: LiveRoot; readonly label: string }[]
  readonly parts: readonly SlotPart[]
}

/** What no call is made for, and why. */
export interface Unasked {
  readonly place: Place
  readonly route: Exclude<Route, { kind: 'member' }> | NotYet
}

/** The member is there, but its version has no such root field or entity. */
interface NotYet {
  readonly kind: 'not-yet'
  readonly label: string
  readonly lacks: string
}

export interface Split {
  readonly plan: DocumentPlan
  readonly roots: readonly LiveRoot[]
  /** In document order; a mutation's groups are to be called one after another. */
  readonly groups: readonly ShardGroup[]
  readonly unasked: readonly Unasked[]
}

interface SplitOptions {
  readonly kind: MemberKind
  readonly members: MemberLookup
  readonly fieldsSince: FieldsSinceVersion
  readonly planOf: (document: DocumentNode) => DocumentPlan
  /** Representations in one call; more are asked in several. */
  readonly batch: number
}

/** Splits one request to the logical subgraph into one call per member, and says what cannot be asked. */
export function splitByMember(document: DocumentNode, given: Variables, options: SplitOptions): Split {
  const plan = options.planOf(document)
  const variables = { ...plan.defaults, ...given }
  const roots = liveRoots(plan, variables)
  const unasked: Unasked[] = []
  const grouping = plan.operation.operation === 'mutation' ? neighbours() : byMember()
  const ask = (root: LiveRoot) => {
    const route = rootRoute(root, plan, variables, options)
    if (route.kind === 'member') grouping.of(route.member).fields.push({ root, label: route.label })
    else unasked.push({ place: { root, index: undefined }, route })
  }
  const seen = new Set<Slot>()
  for (const root of roots) {
    if (root.name === '__typename') continue
    if (!root.slot) ask(root)
    else if (!seen.has(root.slot)) {
      seen.add(root.slot)
      const sharing = roots.filter(({ slot }) => slot === root.slot)
      unasked.push(...spread(root.slot, sharing, grouping.of, options))
    }
  }
  return { plan, roots, groups: grouping.groups.flatMap((group) => inBatches(group, options.batch)), unasked }
}

/** Under which labels entities of a type were asked for, whether or not there was anybody to ask. */
export function labelsOf(typename: string, { groups, unasked }: Split): string[] {
  const isOfType = (representation: unknown) =>
    (representation as { readonly __typename?: unknown } | null)?.__typename === typename
  const asked = groups.flatMap(({ parts }) =>
    parts.flatMap(({ slot, indexes, labels }) => labels.filter((_, at) => isOfType(slot.representations[indexes[at] ?? -1]))),
  )
  const notAsked = unasked.flatMap(({ place: { root, index }, route }) => {
    const isWanted = index !== undefined && isOfType(root.slot?.representations[index])
    return isWanted && route.kind !== 'unroutable' && route.label !== undefined ? [route.label] : []
  })
  return [...asked, ...notAsked]
}

interface OpenGroup {
  readonly member: MemberEntry
  readonly fields: { root: LiveRoot; label: string }[]
  readonly parts: Map<Slot, { indexes: number[]; labels: string[] }>
}

interface Grouping {
  readonly groups: OpenGroup[]
  readonly of: (member: MemberEntry) => OpenGroup
}

function byMember(): Grouping {
  const groups: OpenGroup[] = []
  const known = new Map<string, OpenGroup>()
  const of = (member: MemberEntry) => {
    const found = known.get(member.id)
    if (found) return found
    const made: OpenGroup = { member, fields: [], parts: new Map() }
    groups.push(made)
    known.set(member.id, made)
    return made
  }
  return { groups, of }
}

/** Only neighbours share a call, so that `a: T1, b: T2, c: T1` runs in that order. */
function neighbours(): Grouping {
  const groups: OpenGroup[] = []
  const of = (member: MemberEntry) => {
    const last = groups.at(-1)
    if (last?.member.id === member.id) return last
    const made: OpenGroup = { member, fields: [], parts: new Map() }
    groups.push(made)
    return made
  }
  return { groups, of }
}

function liveRoots(plan: DocumentPlan, variables: Variables): LiveRoot[] {
  const slots = new Map<string, Slot>()
  return plan.roots.flatMap((root, number) => {
    const occurrences = root.occurrences.filter((occurrence) => isWanted(occurrence, variables))
    if (occurrences.length === 0) return []
    const live = { ...root, number, occurrences }
    return [{ ...live, slot: root.name === '_entities' ? slotOf(live, number, variables, slots) : undefined }]
  })
}

function slotOf(root: Root, number: number, variables: Variables, slots: Map<string, Slot>): Slot | undefined {
  const value = root.occurrences[0]?.node.arguments?.find(({ name }) => name.value === 'representations')?.value
  if (!value) return undefined
  const isInline = value.kind !== Kind.VARIABLE
  const variable = isInline ? `ohRepresentations${number}` : value.name.value
  const known = slots.get(variable)
  if (known) return known
  const list = valueFromASTUntyped(value, variables)
  const slot = { variable, isInline, representations: Array.isArray(list) ? list : [] }
  slots.set(variable, slot)
  return slot
}

function rootRoute(root: LiveRoot, plan: DocumentPlan, variables: Variables, options: SplitOptions): Route | NotYet {
  const node = root.occurrences[0]?.node
  const given = node && argumentsOf(node, variables)
  const route = routeOf(options.kind, given, options.members)
  if (route.kind !== 'member') return route
  const type = plan.operation.operation === 'mutation' ? 'Mutation' : 'Query'
  const since = options.fieldsSince(route.member.schemaVersion)
  if (!since) return route
  const field = `${type}.${root.name}`
  const lacks = since.lacks.has(field) ? field : lackedWord(type, root.name, given, since)
  return lacks === undefined ? route : { kind: 'not-yet', label: route.label, lacks }
}

/** Deals the representations of one slot out to the members; returns those that go nowhere. */
function spread(
  slot: Slot,
  roots: readonly LiveRoot[],
  groupOf: (member: MemberEntry) => OpenGroup,
  options: SplitOptions,
): Unasked[] {
  return slot.representations.flatMap((representation, index) => {
    const route = representationRoute(representation, options)
    if (route.kind !== 'member') return roots.map((root) => ({ place: { root, index }, route }))
    const { parts } = groupOf(route.member)
    const part = parts.get(slot) ?? { indexes: [], labels: [] }
    part.indexes.push(index)
    part.labels.push(route.label)
    parts.set(slot, part)
    return []
  })
}

function representationRoute(representation: unknown, options: SplitOptions): Route | NotYet {
  const route = routeOf(options.kind, representation, options.members)
  if (route.kind !== 'member') return route
  const since = options.fieldsSince(route.member.schemaVersion)
  const lacks = since && (representation as { __typename?: unknown }).__typename
  return typeof lacks === 'string' && since?.lacks.has(lacks) ? { kind: 'not-yet', label: route.label, lacks } : route
}

/** One call while the representations fit, else several; the fields ride on the first. */
function inBatches({ member, fields, parts }: OpenGroup, batch: number): ShardGroup[] {
  let open = { member, fields, parts: [] as SlotPart[] }
  let room = batch
  const calls = [open]
  for (const [slot, { indexes, labels }] of parts) {
    for (let from = 0; from < indexes.length; ) {
      if (room === 0) {
        open = { member, fields: [], parts: [] }
        room = batch
        calls.push(open)
      }
      const to = Math.min(indexes.length, from + room)
      open.parts.push({ slot, indexes: indexes.slice(from, to), labels: labels.slice(from, to) })
      room -= to - from
      from = to
    }
  }
  return calls
}
