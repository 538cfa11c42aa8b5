import { createBuilder } from '@oh/graph'
import type { RollupContext } from './context.ts'

export const { builder, Refused, PageInfo, toSchema } = createBuilder<RollupContext>()

builder.queryType({})
builder.mutationType({})
