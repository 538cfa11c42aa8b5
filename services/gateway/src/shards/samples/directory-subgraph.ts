import { createBuilder } from '@oh/graph'
import { execute, GraphQLError } from 'graphql'
import type { CallerTokens } from '../../subject-token.ts'
import type { SubgraphExecutor } from '../shard-executor.ts'
import { pools, spokes } from './rows.ts'

/** The directory in small, in process: the caller's context goes straight to its resolvers. */
export function directorySchema() {
  const { builder, toSchema } = createBuilder<CallerTokens>()
  const Trust = builder.objectRef<{ odsCode: string }>('Trust').implement({
    fields: (t) => ({
      odsCode: t.exposeID('odsCode', { nullable: false }),
      name: t.string({ nullable: false, resolve: ({ odsCode }) => `Trust ${odsCode}` }),
    }),
  })
  builder.asEntity(Trust, {
    key: builder.selection<{ odsCode: string }>('odsCode'),
    resolveReference: ({ odsCode }) => ({ odsCode }),
  })
  const Ics = builder.objectRef<{ code: string }>('Ics').implement({
    fields: (t) => ({
      code: t.exposeID('code', { nullable: false }),
      trusts: t.field({
        type: [Trust],
        nullable: false,
        resolve: ({ code }) => [
          ...spokes.filter(({ ics }) => ics === code).flatMap(({ serves }) => serves.map((odsCode) => ({ odsCode }))),
          ...(code === 'QZ1' ? [{ odsCode: 'RZZ' }] : []),
        ],
      }),
      refused: t.string({
        nullable: true,
        resolve: () => {
          throw new GraphQLError('Not for you', { extensions: { code: 'FORBIDDEN' } })
        },
      }),
      broken: t.string({
        nullable: true,
        resolve: () => {
          throw new Error('relation secret_table does not exist')
        },
      }),
    }),
  })
  builder.asEntity(Ics, { key: builder.selection<{ code: string }>('code'), resolveReference: ({ code }) => ({ code }) })
  builder.queryType({
    fields: (t) => ({
      icsList: t.field({ type: [Ics], nullable: false, resolve: () => pools.map(({ ics }) => ({ code: ics })) }),
      ics: t.field({
        type: Ics,
        nullable: true,
        args: { code: t.arg.id({ required: true }) },
        resolve: (_, { code }) => ({ code }),
      }),
      seesPerson: t.boolean({ nullable: false, resolve: (_, __, { personToken }) => personToken !== undefined }),
    }),
  })
  return toSchema()
}

const schema = directorySchema()

export const directoryExecutor: SubgraphExecutor<CallerTokens> = async ({ document, variables, context }) =>
  execute({ schema, document, variableValues: variables ?? {}, contextValue: context })
