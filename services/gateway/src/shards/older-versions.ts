import {
  buildASTSchema,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** What a member of an older schema version cannot be asked. */
export interface FieldsSince {
  /** Coordinates `Type`, `Type.field`, `Type.field(argument:)`, `Input.field` and `Enum.VALUE` that the version lacks; of inputs the optional. */
  readonly lacks: ReadonlySet<string>
  readonly today: GraphQLSchema
  /** The named type of a field today, to follow a selection down. */
  typeOf(type: string, field: string): string | undefined
}

/** Table of schema versions; undefined for a version that lacks nothing. */
export type FieldsSinceVersion = (schemaVersion: string) => FieldsSince | undefined

/** Compares two prints of one subgraph's schema. Fields of a type that is missing whole are not listed one by one. */
export function fieldsSince(currentSdl: string, olderSdl: string): FieldsSince {
  const [current, older] = [schemaOf(currentSdl), schemaOf(olderSdl)]
  const lacks = new Set<string>()
  for (const type of Object.values(current.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    const then = older.getType(type.name)
    if (!then) lacks.add(type.name)
    if (isInputObjectType(type) && isInputObjectType(then)) {
      for (const { name, type: ofField } of Object.values(type.getFields()))
        if (!then.getFields()[name] && !isNonNullType(ofField)) lacks.add(`${type.name}.${name}`)
    }
    if (isEnumType(type) && isEnumType(then))
      for (const { name } of type.getValues()) if (!then.getValue(name)) lacks.add(`${type.name}.${name}`)
    if (!isFielded(type) || !isFielded(then)) continue
    for (const field of Object.values(type.getFields())) {
      const before = then.getFields()[field.name]
      if (!before) lacks.add(`${type.name}.${field.name}`)
      for (const { name } of before ? field.args : []) {
        if (!before?.args.some((arg) => arg.name === name)) lacks.add(`${type.name}.${field.name}(${name}:)`)
      }
    }
  }
  return { lacks, today: current, typeOf: (type, field) => fieldType(current, type, field) }
}

/** The word among a root field's arguments that the version lacks: there is nothing to ask it then. */
export function lackedWord(rootType: string, field: string, given: unknown, { today, lacks }: FieldsSince): string | undefined {
  const type = today.getType(rootType)
  const args = isFielded(type) ? (type.getFields()[field]?.args ?? []) : []
  const values = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>
  return args
    .filter((arg) => isEnumType(getNamedType(arg.type)))
    .map((arg) => `${getNamedType(arg.type).name}.${String(values[arg.name])}`)
    .find((word) => lacks.has(word))
}

function schemaOf(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true })
}

function isFielded(type: unknown) {
  return isObjectType(type) || isInterfaceType(type)
}

function fieldType(schema: GraphQLSchema, typeName: string, fieldName: string): string | undefined {
  const type = schema.getType(typeName)
  const field = isFielded(type) ? type.getFields()[fieldName] : undefined
  return field && getNamedType(field.type).name
}

/** A field left out of what a member is asked, by its keys below the root field, and what the member lacks. */
export interface LeftOut {
  readonly path: readonly string[]
  readonly lacks: string
}

/**
 * A root field without what an older member lacks. Named fragments are written out where they are spread, since the
 * same fragment may lose different fields in different places. A selection left empty asks for `__typename`.
 */
export function trimField(
  node: FieldNode,
  rootType: string,
  since: FieldsSince,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { readonly node: FieldNode; readonly leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const trimSet = (set: SelectionSetNode, type: string | undefined, path: readonly string[]): SelectionSetNode => {
    const kept = set.selections.flatMap((selection) => trim(selection, type, path))
    return { ...set, selections: kept.length > 0 ? kept : [typename] }
  }
  const trim = (selection: SelectionNode, type: string | undefined, path: readonly string[]): SelectionNode[] => {
    if (selection.kind !== Kind.FIELD) return trimFragment(selection, type, path)
    const name = selection.name.value
    const here = [...path, selection.alias?.value ?? name]
    const lacks = type === undefined ? undefined : lackOf(type, selection, since)
    if (lacks !== undefined) {
      leftOut.push({ path: here, lacks })
      return []
    }
    const below = type === undefined ? undefined : since.typeOf(type, name)
    return [selection.selectionSet ? { ...selection, selectionSet: trimSet(selection.selectionSet, below, here) } : selection]
  }
  const trimFragment = (
    spread: Exclude<SelectionNode, FieldNode>,
    type: string | undefined,
    path: readonly string[],
  ): SelectionNode[] => {
    const fragment = spread.kind === Kind.FRAGMENT_SPREAD ? fragments.get(spread.name.value) : spread
    if (!fragment) return []
    const on = fragment.typeCondition?.name.value ?? type
    if (on !== undefined && since.lacks.has(on)) return []
    const { typeCondition, selectionSet } = fragment
    const directives = spread.directives ?? []
    const trimmed = { kind: Kind.INLINE_FRAGMENT, directives, selectionSet: trimSet(selectionSet, on, path) } as const
    return [typeCondition ? { ...trimmed, typeCondition } : trimmed]
  }
  const below = since.typeOf(rootType, node.name.value)
  return { node: node.selectionSet ? { ...node, selectionSet: trimSet(node.selectionSet, below, []) } : node, leftOut }
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

function lackOf(type: string, field: FieldNode, since: FieldsSince): string | undefined {
  const coordinate = `${type}.${field.name.value}`
  if (since.lacks.has(coordinate)) return coordinate
  return (field.arguments ?? []).map(({ name }) => `${coordinate}(${name.value}:)`).find((argument) => since.lacks.has(argument))
}
