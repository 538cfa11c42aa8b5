import { createBuilder } from '@oh/graph'
import type { DirectoryContext } from './context.ts'

export const { builder, Refused, PageInfo, toSchema } = createBuilder<DirectoryContext>()

builder.queryType({})
builder.mutationType({})
