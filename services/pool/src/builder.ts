import { createBuilder } from '@oh/graph'
import type { PoolContext } from './context.ts'

export const { builder, Refused, PageInfo, toSchema } = createBuilder<PoolContext>()

builder.queryType({})
builder.mutationType({})
