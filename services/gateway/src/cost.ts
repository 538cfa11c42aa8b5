import {
  BREAK,
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  GraphQLID,
  GraphQLInt,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromAST,
  visit,
} from 'graphql'

/** What the parts of a question count, in points, and how many points one document may have. */
interface CostRates {
  readonly limit: number
  /** One object in the answer. */
  readonly object: number
  /** A root field: a member is called, knows the caller and opens a transaction. */
  readonly question: number
  /** A root field of a mutation, which writes besides. */
  readonly change: number
  /** An object that goes on to another subgraph: one more look-up there, on top of its objects. */
  readonly crossing: number
  /** Rows of a list that takes no `first`, and of those that are known to be longer. */
  readonly unpagedRows: number
  readonly longLists: Readonly<Record<string, number>>
  /** Fields whose `first` is no rows of the answer but entries to be walked: so many for a point, and the fewest points. */
  readonly walks: readonly string[]
  readonly entriesForAPoint: number
  readonly leastWalk: number
}

/** Held against every document of the console and of the README: the dearest takes half of the limit. */
export const costRates: CostRates = {
  limit: 1_000,
  object: 1,
  question: 5,
  change: 10,
  crossing: 1,
  unpagedRows: 5,
  longLists: { 'Query.icsList': 42, 'Ics.trusts': 16, 'England.grid': 40 },
  walks: ['Query.auditChain', 'Query.poolAuditChain', 'Query.directoryAuditChain'],
  entriesForAPoint: 100,
  leastWalk: 10,
}

type Variables = Readonly<Record<string, unknown>>

/**
 * The cost of one operation in points, known before anything is asked. A list counts its rows by `first`, with the variables'
 * values, and what is nested multiplies; a `first` belongs to the list it stands on, or to the lists of the page it stands
 * on. An unpaged list of plain values (words with their titles) rides in its row and counts as one object. Fragments and aliases count wherever they are written, fields under `@skip` and `@include` always. Zero for a
 * document without that operation. The document must have been validated: its fragments end.
 */
export type CostOf = (document: DocumentNode, operationName: string | null | undefined, variables: Variables) => number

/** Cost by the supergraph, which says what is a list and which subgraph a field belongs to. */
export function costBy(supergraph: DocumentNode, rates: CostRates = costRates): CostOf {
  const schema = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true })
  // the same document comes again as the same object: what no variable decides is counted once; undefined where one does
  const fixed = new WeakMap<OperationDefinitionNode, number | undefined>()
  return (document, operationName, given) => {
    const operation = getOperationAST(document, operationName)
    const root = operation && schema.getRootType(operation.operation)
    if (!operation || !root) return 0
    const counted = fixed.get(operation)
    if (counted !== undefined) return counted
    const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromAST(defaultValue, GraphQLInt)] as const] : [],
    )
    const count = counter(schema, document, { ...Object.fromEntries(defaults), ...given }, rates)
    const roots = operation.operation === 'mutation' ? rates.change : rates.question
    const points = count(operation.selectionSet, { type: root.name, graph: undefined, pageRows: undefined }, roots)
    if (!fixed.has(operation)) fixed.set(operation, isDecidedByVariables(document) ? undefined : points)
    return points
  }
}

/** True when the `first` of some field, which alone a cost depends on, is not written out. */
function isDecidedByVariables(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Argument({ name, value }) {
      if (name.value !== 'first' || value.kind !== Kind.VARIABLE) return undefined
      found = true
      return BREAK
    },
  })
  return found
}

/** Where a selection stands: the type, the subgraph that answered so far, and the `first` of the page around it. */
interface Place {
  readonly type: string
  readonly graph: string | undefined
  readonly pageRows: number | undefined
}

function counter(schema: GraphQLSchema, document: DocumentNode, variables: Variables, rates: CostRates) {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  const ofSet = (set: SelectionSetNode, place: Place, eachField = 0): number => {
    const fields = fieldsIn(set, place.type, fragments)
    const crossed = new Set<string>()
    const total = fields.reduce((sum, { node, type }) => {
      const field = fieldOf(schema, type, node.name.value)
      if (!field) return sum
      const graph = graphAnswering(schema, type, field, place.graph)
      if (place.graph !== undefined && graph !== place.graph) crossed.add(graph)
      return sum + eachField + ofField(node, field, { type, graph, pageRows: place.pageRows })
    }, 0)
    return total + crossed.size * rates.crossing
  }
  const ofField = (node: FieldNode, field: GraphQLField<unknown, unknown>, { type, graph, pageRows }: Place): number => {
    const named = getNamedType(field.type)
    if (!node.selectionSet || !isCompositeType(named)) return 0
    const first = firstOf(node, field, variables)
    const isList = isListType(getNullableType(field.type))
    const paged = isList ? (first ?? pageRows) : undefined
    if (rates.walks.includes(`${type}.${field.name}`))
      return rates.object + Math.max(rates.leastWalk, Math.ceil((first ?? 0) / rates.entriesForAPoint))
    if (paged === undefined && isPlainValue(named)) return rates.object
    const rows = isList ? (paged ?? rates.longLists[`${type}.${field.name}`] ?? rates.unpagedRows) : 1
    const below = { type: named.name, graph, pageRows: isList ? undefined : first }
    return rows * (rates.object + ofSet(node.selectionSet, below))
  }
  return ofSet
}

/** Words and figures without an id: read with the row that holds them. */
function isPlainValue(type: GraphQLNamedType): boolean {
  return (
    isObjectType(type) &&
    Object.values(type.getFields()).every(({ type: of }) => isLeafType(getNamedType(of)) && getNamedType(of) !== GraphQLID)
  )
}

interface TypedField {
  readonly node: FieldNode
  readonly type: string
}

function fieldsIn(set: SelectionSetNode, type: string, fragments: ReadonlyMap<string, FragmentDefinitionNode>): TypedField[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ node: selection, type }]
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    return fragment ? fieldsIn(fragment.selectionSet, fragment.typeCondition?.name.value ?? type, fragments) : []
  })
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName)
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}

/** Stays with the subgraph that answered so far when that can answer the field too. */
function graphAnswering(
  schema: GraphQLSchema,
  type: string,
  field: GraphQLField<unknown, unknown>,
  before: string | undefined,
): string {
  const own = graphsOf(field.astNode?.directives, 'join__field')
  const graphs = own.length > 0 ? own : graphsOf(schema.getType(type)?.astNode?.directives, 'join__type')
  return before !== undefined && graphs.includes(before) ? before : (graphs[0] ?? '')
}

function graphsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): string[] {
  return (directives ?? []).flatMap((directive) => {
    if (directive.name.value !== name) return []
    const values = new Map(directive.arguments?.map((argument) => [argument.name.value, argument.value]))
    const [graph, external] = [values.get('graph'), values.get('external')]
    return graph?.kind === Kind.ENUM && !(external?.kind === Kind.BOOLEAN && external.value) ? [graph.value] : []
  })
}

/** The value of a field's `first` or `last`, else its default; undefined when it takes none, or when what was given is no number of rows. */
function firstOf(node: FieldNode, field: GraphQLField<unknown, unknown>, variables: Variables): number | undefined {
  const taken = field.args.find(({ name }) => name === 'first' || name === 'last')
  if (!taken) return undefined
  const written = node.arguments?.find(({ name }) => name.value === taken.name)?.value
  const value = (written && valueFromAST(written, GraphQLInt, variables)) ?? taken.defaultValue
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}

/** The refusal of a document that costs more than the limit, or undefined. */
export function costRefusal(points: number, { limit } = costRates): GraphQLError | undefined {
  if (points <= limit) return undefined
  const message = `This question asks for too much at once: it would cost ${points} points, and ${limit} is the most. Ask for fewer rows, or in parts.`
  return new GraphQLError(message, { extensions: { code: 'TOO_COSTLY', points, limit } })
}
