import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql'
import type { LeftOut } from './older-versions.ts'

export type Variables = Readonly<Record<string, unknown>>

/** One place where a root field is written, with the conditions of every fragment around it. */
interface Occurrence {
  /** Its number among those of the same root. */
  readonly at: number
  readonly node: FieldNode
  readonly conditions: readonly DirectiveNode[]
}

/** A root field by its key in the answer; the same key may be written several times, with other selections. */
export interface Root {
  readonly key: string
  readonly name: string
  readonly occurrences: readonly Occurrence[]
}

/** The text one call carries, with the variables it uses and what was left out for an older member. */
export interface Cut {
  readonly text: string
  /** The text as JSON: the same for every member that is asked. */
  readonly json: string
  readonly variables: ReadonlySet<string> | 'all'
  /** By number of the root field. */
  readonly leftOut: ReadonlyMap<number, readonly LeftOut[]>
}

/** What can be known of a document before its variables are. */
export interface DocumentPlan {
  readonly operation: OperationDefinitionNode
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly roots: readonly Root[]
  readonly text: string
  readonly json: string
  readonly defaults: Variables
  /** Cut-down documents by what they keep; filled as they are needed. */
  readonly cuts: Map<string, Cut>
}

const PLANS_KEPT = 2_000

/** Plans by document object, then by text. The planner's own documents are the same objects for ever, so the first hits. */
export function createDocumentPlans(kept = PLANS_KEPT): (document: DocumentNode) => DocumentPlan {
  const byDocument = new WeakMap<DocumentNode, DocumentPlan>()
  const byText = new Map<string, DocumentPlan>()
  return (document) => {
    const known = byDocument.get(document)
    if (known) return known
    const text = print(document)
    const plan = byText.get(text) ?? planOf(document, text)
    remember(byText, text, plan, kept)
    byDocument.set(document, plan)
    return plan
  }
}

/** Keeps at most so many entries, dropping the one that was used longest ago. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value, kept: number): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= kept) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}

function planOf(document: DocumentNode, text: string): DocumentPlan {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (!operation) throw new TypeError('A subgraph request holds no operation')
  const fragments = new Map(
    document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
  )
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
  )
  return {
    operation,
    fragments,
    roots: rootsOf(operation, fragments),
    text,
    json: JSON.stringify(text),
    defaults: Object.fromEntries(defaults),
    cuts: new Map(),
  }
}

function rootsOf(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Root[] {
  const byKey = new Map<string, { key: string; name: string; occurrences: Occurrence[] }>()
  const walk = (selections: readonly SelectionNode[], around: readonly DirectiveNode[]) => {
    for (const selection of selections) {
      const conditions = [...around, ...(selection.directives ?? [])]
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet.selections, conditions)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        walk(fragments.get(selection.name.value)?.selectionSet.selections ?? [], conditions)
      } else {
        const key = selection.alias?.value ?? selection.name.value
        const root = byKey.get(key) ?? { key, name: selection.name.value, occurrences: [] }
        root.occurrences.push({ at: root.occurrences.length, node: selection, conditions })
        byKey.set(key, root)
      }
    }
  }
  walk(operation.selectionSet.selections, [])
  return [...byKey.values()]
}

/** False when a `@skip` or `@include` around or on the field leaves it out. */
export function isWanted({ conditions }: Occurrence, variables: Variables): boolean {
  return conditions.every(({ name, arguments: args }) => {
    const condition = args?.find((arg) => arg.name.value === 'if')
    if (!condition || (name.value !== 'skip' && name.value !== 'include')) return true
    return Boolean(valueFromASTUntyped(condition.value, variables)) === (name.value === 'include')
  })
}

/** The arguments of a root field as plain values. */
export function argumentsOf(node: FieldNode, variables: Variables): Record<string, unknown> {
  return Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]))
}
