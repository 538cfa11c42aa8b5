import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type TypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql'
import type { Cut, DocumentPlan, Variables } from './document-plan.ts'
import { type FieldsSince, type LeftOut, trimField } from './older-versions.ts'
import type { LiveRoot, ShardGroup, Split } from './split-by-member.ts'
import { trimLiterals } from './trim-inputs.ts'

const CUTS_KEPT = 256
const none: ReadonlyMap<number, readonly LeftOut[]> = new Map()

/** The document for one call: the caller's own text when nothing is to be taken out of it, else a cut-down one. */
export function cutFor(split: Split, group: ShardGroup, since: FieldsSince | undefined): Cut {
  const { plan } = split
  const roots = rootsOf(split, group)
  if (!since && isWhole(plan, roots)) return { text: plan.text, json: plan.json, variables: 'all', leftOut: none }
  const key = `${since ? group.member.schemaVersion : ''}|${roots.map(occurrenceKey).join()}`
  const known = plan.cuts.get(key)
  if (known) return known
  const cut = makeCut(plan, roots, since)
  if (plan.cuts.size >= CUTS_KEPT) plan.cuts.clear()
  plan.cuts.set(key, cut)
  return cut
}

/** The request body: the cut's text, and of the variables those it uses, with only this call's representations. */
export function bodyFor(cut: Cut, group: ShardGroup, given: Variables): string {
  const { variables: used } = cut
  const variables: Record<string, unknown> =
    used === 'all' ? { ...given } : Object.fromEntries(Object.entries(given).filter(([name]) => used.has(name)))
  for (const { slot, indexes } of group.parts) variables[slot.variable] = indexes.map((index) => slot.representations[index])
  return `{"query":${cut.json},"variables":${JSON.stringify(variables)}}`
}

/** The root fields a group's call asks for, in document order. */
export function rootsOf({ roots }: Split, group: ShardGroup): LiveRoot[] {
  const slots = new Set(group.parts.map(({ slot }) => slot))
  const fields = new Set(group.fields.map(({ root }) => root))
  return roots.filter((root) => fields.has(root) || (root.slot && slots.has(root.slot)))
}

function isWhole(plan: DocumentPlan, roots: readonly LiveRoot[]): boolean {
  return (
    roots.length === plan.roots.length &&
    roots.every(
      ({ number, occurrences, slot }) => !slot?.isInline && occurrences.length === plan.roots[number]?.occurrences.length,
    )
  )
}

function occurrenceKey({ number, occurrences }: LiveRoot): string {
  return `${number}:${occurrences.map(({ at }) => at).join('.')}`
}

function makeCut(plan: DocumentPlan, roots: readonly LiveRoot[], since: FieldsSince | undefined): Cut {
  const rootType = plan.operation.operation === 'mutation' ? 'Mutation' : 'Query'
  const leftOut = new Map<number, LeftOut[]>()
  const added: VariableDefinitionNode[] = []
  const selections = roots.flatMap((root) =>
    root.occurrences.map(({ node }) => {
      const trimmed = since ? trim(node, rootType, since, plan) : { node, leftOut: [] }
      leftOut.set(root.number, [...(leftOut.get(root.number) ?? []), ...trimmed.leftOut])
      if (!root.slot?.isInline) return trimmed.node
      if (!added.some(({ variable }) => variable.name.value === root.slot?.variable))
        added.push(representationsOf(root.slot.variable))
      return withVariable(trimmed.node, root.slot.variable)
    }),
  )
  const { document, variables } = documentOf(plan, selections, added)
  const text = print(document)
  return { text, json: JSON.stringify(text), variables, leftOut }
}

function trim(node: FieldNode, rootType: string, since: FieldsSince, { fragments }: DocumentPlan) {
  const trimmed = trimField(node, rootType, since, fragments)
  return { ...trimmed, node: trimLiterals(trimmed.node, rootType, since) }
}

function documentOf(plan: DocumentPlan, selections: readonly FieldNode[], added: readonly VariableDefinitionNode[]) {
  const variables = new Set<string>()
  const spreads = new Set<string>()
  const scan = (node: FieldNode | DocumentNode['definitions'][number]) =>
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = spreads.has(name.value) ? undefined : plan.fragments.get(name.value)
        spreads.add(name.value)
        if (fragment) scan(fragment)
      },
    })
  for (const selection of selections) scan(selection)
  const kept = (plan.operation.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value))
  const operation: OperationDefinitionNode = {
    ...plan.operation,
    variableDefinitions: [...kept, ...added],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  }
  const fragments = [...plan.fragments.values()].filter(({ name }) => spreads.has(name.value))
  return { variables, document: { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } as const }
}

function withVariable(node: FieldNode, variable: string): FieldNode {
  const argument = (node.arguments ?? []).map((arg) =>
    arg.name.value === 'representations' ? { ...arg, value: variableNamed(variable) } : arg,
  )
  return { ...node, arguments: argument }
}

function representationsOf(variable: string): VariableDefinitionNode {
  const any: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: '_Any' } }
  const list: TypeNode = { kind: Kind.LIST_TYPE, type: { kind: Kind.NON_NULL_TYPE, type: any } }
  return { kind: Kind.VARIABLE_DEFINITION, variable: variableNamed(variable), type: { kind: Kind.NON_NULL_TYPE, type: list } }
}

function variableNamed(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const
}
