import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  parse,
  type ValidationRule,
  visit,
} from 'graphql'

/**
 * The names the planner reads from members' answers to build its next question: every field of a `@key` or a
 * `@requires`, and `__typename`. Taken from the parsed supergraph (`@join__type(key:)`, `@join__field(requires:)`).
 */
export function reservedNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(['__typename'])
  visit(supergraph, {
    Directive(directive) {
      for (const fields of fieldSets(directive)) for (const name of namesIn(fields)) names.add(name)
    },
  })
  return names
}

function fieldSets(directive: DirectiveNode | ConstDirectiveNode): string[] {
  const wanted = directive.name.value === 'join__type' ? 'key' : directive.name.value === 'join__field' ? 'requires' : undefined
  return (directive.arguments ?? []).flatMap(({ name, value }) =>
    name.value === wanted && value.kind === Kind.STRING ? [value.value] : [],
  )
}

function namesIn(fieldSet: string): string[] {
  const names: string[] = []
  visit(parse(`{ ${fieldSet} }`, { noLocation: true }), { Field: ({ name }) => void names.push(name.value) })
  return names
}

/**
 * Refuses a response key that imitates a reserved name, wherever it is written: in the operation, in an inline fragment
 * or in a named one. The planner does not rename a client's keys, so `consentProof: status` would show the hidden proof,
 * `id: status` would become the key sent to a spoke, and `__typename: status` would choose the type it is looked up by.
 */
export function aliasGuard(reserved: ReadonlySet<string>): ValidationRule {
  return (context) => ({
    Field(node) {
      const imitated = imitatedBy(node)
      if (imitated === undefined || !(reserved.has(imitated) || imitated.startsWith('__'))) return
      const extensions = { code: 'ALIAS_REFUSED' }
      context.reportError(new GraphQLError(`"${imitated}" cannot be used as an alias`, { nodes: node, extensions }))
    },
  })
}

function imitatedBy({ alias, name }: FieldNode): string | undefined {
  return alias && alias.value !== name.value ? alias.value : undefined
}
