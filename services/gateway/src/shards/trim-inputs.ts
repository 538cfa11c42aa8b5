import {
  type FieldNode,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Variables } from './document-plan.ts'
import type { FieldsSince } from './older-versions.ts'

/** Variables of an operation without the optional input fields that an older member lacks. */
export function trimVariables(given: Variables, operation: OperationDefinitionNode, since: FieldsSince): Variables {
  const types = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [variable.name.value, typeFromAST(since.today, type)]),
  )
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, trimValue(value, types.get(name), since)]))
}

function trimValue(value: unknown, type: GraphQLType | undefined, since: FieldsSince): unknown {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => trimValue(item, named, since))
  const fields = named.getFields()
  const kept = Object.entries(value).filter(([name]) => !since.lacks.has(`${named.name}.${name}`))
  return Object.fromEntries(kept.map(([name, item]) => [name, trimValue(item, fields[name]?.type, since)]))
}

/** A root field without those that are written out in its arguments, or in those of a field below it. */
export function trimLiterals(node: FieldNode, rootType: string, since: FieldsSince): FieldNode {
  const root = since.today.getType(rootType)
  const types = new TypeInfo(since.today, root)
  return visit(
    node,
    visitWithTypeInfo(types, {
      [Kind.OBJECT_FIELD]: ({ name }) => {
        const input = getNamedType(types.getParentInputType())
        return input && since.lacks.has(`${input.name}.${name.value}`) ? null : undefined
      },
    }),
  )
}
