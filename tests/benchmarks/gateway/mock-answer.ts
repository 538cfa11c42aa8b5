import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql'

type Row = Record<string, unknown>

const ROWS = 3
const SCALARS: Readonly<Record<string, unknown>> = {
  Int: 7,
  Float: 1.5,
  Boolean: true,
  Instant: '2026-11-23T09:42:00.000Z',
  LondonDate: '2026-11-23',
}

/**
 * A whole, lawful answer to any question to a subgraph, the same each time: numbers are sevens, texts name their field,
 * lists have three rows. Entities keep the keys they were asked by.
 */
export function mockAnswer(schema: GraphQLSchema, body: string): string {
  const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> }
  const document = parse(query, { noLocation: true })
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (!operation) throw new Error('no operation was asked')
  const data: Row = {}
  for (const field of fieldsOf(operation.selectionSet, 'Query', fragments)) {
    data[keyOf(field)] = field.name.value === '_entities' ? entities(field) : rootValue(field)
  }
  return JSON.stringify({ data })

  function entities(field: FieldNode): Row[] {
    const value = field.arguments?.find(({ name }) => name.value === 'representations')?.value
    const asked = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined
    if (!Array.isArray(asked) || !field.selectionSet) throw new Error('entities are asked by a variable')
    const set = field.selectionSet
    return asked.map((representation: Row) => objectOf(String(representation.__typename), set, representation))
  }

  function rootValue(field: FieldNode): unknown {
    const found = schema.getRootType(OperationTypeNode.QUERY)?.getFields()[field.name.value]
    return found ? answerOf(found.type, field) : null
  }

  function objectOf(type: string, set: SelectionSetNode, known: Row = {}): Row {
    const named = schema.getType(type)
    const row: Row = {}
    for (const field of fieldsOf(set, type, fragments)) {
      const name = field.name.value
      const declared = isObjectType(named) ? named.getFields()[name] : undefined
      row[keyOf(field)] = name === '__typename' ? type : (known[name] ?? (declared ? answerOf(declared.type, field) : null))
    }
    return row
  }

  function answerOf(type: GraphQLOutputType, field: FieldNode): unknown {
    const nullable = getNullableType(type)
    if (isListType(nullable)) return Array.from({ length: ROWS }, () => answerOf(nullable.ofType, field))
    const named = getNamedType(nullable)
    if (isEnumType(named)) return named.getValues()[0]?.name
    if (!field.selectionSet) return SCALARS[named.name] ?? `${field.name.value} as the member says it`
    const [possible] = isUnionType(named) ? named.getTypes() : []
    return objectOf(possible?.name ?? named.name, field.selectionSet)
  }
}

const keyOf = ({ alias, name }: FieldNode) => alias?.value ?? name.value

function fieldsOf(
  { selections }: SelectionSetNode,
  type: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection]
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    const on = fragment?.typeCondition?.name.value
    return fragment && (on === undefined || on === type) ? fieldsOf(fragment.selectionSet, type, fragments) : []
  })
}
