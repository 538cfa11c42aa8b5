import { createBuilder } from '@oh/graph'
import type { SpokeContext } from './context.ts'

export const { builder, Refused, PageInfo, toSchema } = createBuilder<SpokeContext>()

builder.queryType({})
builder.mutationType({})
