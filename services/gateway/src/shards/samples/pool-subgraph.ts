import { type KeySource, readConsentProof } from '@oh/auth'
import { createBuilder, misrouted } from '@oh/graph'
import { instantOf, type PersonId } from '@oh/kernel'
import { GraphQLError, type GraphQLSchema } from 'graphql'
import { type EscalationRow, escalations, type SamplePool } from './rows.ts'

interface PoolContext {
  readonly pool: SamplePool
  readonly person: PersonId
  readonly keysOf: (spokeId: string) => KeySource
}

interface Carried extends EscalationRow {
  readonly consentProof?: string | undefined
}

interface EscalationKey {
  readonly poolId: string
  readonly spokeId: string
  readonly id: string
}

type Builder = ReturnType<typeof createBuilder<PoolContext>>['builder']

export function poolSchema(): GraphQLSchema {
  const { builder, toSchema } = createBuilder<PoolContext>()
  const Escalation = addEscalation(builder)
  addIcs(builder, Escalation)
  const At = builder.inputType('EscalationAt', {
    fields: (t) => ({ poolId: t.id({ required: true }), id: t.id({ required: true }) }),
  })
  builder.queryType({
    fields: (t) => ({
      escalation: t.field({
        type: Escalation,
        nullable: true,
        args: { poolId: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
        resolve: (_, { poolId, id }, context) => rowAt(poolId, id, context),
      }),
      escalationAt: t.field({
        type: Escalation,
        nullable: true,
        args: { input: t.arg({ type: At, required: true }) },
        resolve: (_, { input }, context) => rowAt(input.poolId, input.id, context),
      }),
      escalations: t.field({
        type: [Escalation],
        nullable: true,
        args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }) },
        resolve: (_, { first }, { pool }) => rowsOf(pool, first),
      }),
    }),
  })
  builder.mutationType({
    fields: (t) => ({
      declareNoConflict: t.field({
        type: Escalation,
        nullable: true,
        args: { input: t.arg({ type: At, required: true }) },
        resolve: (_, { input }, context) => rowAt(input.poolId, input.id, context),
      }),
    }),
  })
  return toSchema()
}

/** Only an externalRef may have external fields and requirements; the pool owns the type all the same. */
function addEscalation(builder: Builder) {
  const Content = builder.objectRef<{ question: string }>('EscalationContent').implement({
    fields: (t) => ({ question: t.exposeString('question') }),
  })
  const Trust = builder.externalRef('Trust', builder.selection<{ odsCode: string }>('odsCode')).implement({
    externalFields: (t) => ({ odsCode: t.id({ nullable: false }) }),
  })
  const key = builder.selection<EscalationKey>('poolId spokeId id')
  return builder
    .externalRef('Escalation', key, (ref, context): Carried => {
      const row = rowAt(ref.poolId, ref.id, context as PoolContext)
      if (row?.spokeId !== ref.spokeId) throw misrouted()
      return { ...row, consentProof: (ref as { consentProof?: string }).consentProof }
    })
    .implement({
      externalFields: (t) => ({ consentProof: t.string({ nullable: true }) }),
      fields: (t) => ({
        poolId: t.id({ nullable: false, resolve: (row) => row.poolId }),
        spokeId: t.id({ nullable: false, resolve: (row) => row.spokeId }),
        id: t.id({ nullable: false, resolve: (row) => row.id }),
        status: t.string({ nullable: true, resolve: (row) => (row as Carried).status }),
        trust: t.field({ type: Trust, nullable: true, resolve: (row) => ({ odsCode: (row as Carried).trust }) }),
        content: t.field({
          type: Content,
          nullable: true,
          requires: builder.selection<{ consentProof?: string }>('consentProof'),
          resolve: (row, _, context) => contentOf(row as Carried, context),
        }),
      }),
    })
}

function addIcs(builder: Builder, Escalation: ReturnType<typeof addEscalation>): void {
  builder
    .externalRef('Ics', builder.selection<{ code: string }>('code'), (ref, context) => {
      if (ref.code !== (context as PoolContext).pool.ics) throw misrouted()
      return ref
    })
    .implement({
      externalFields: (t) => ({ code: t.id({ nullable: false }) }),
      fields: (t) => ({
        escalations: t.field({
          type: [Escalation],
          nullable: true,
          args: { first: t.arg.int({ required: true }) },
          resolve: (_, { first }, { pool }) => rowsOf(pool, first),
        }),
      }),
    })
}

const rowsOf = (pool: SamplePool, first: number) => escalations.filter(({ poolId }) => poolId === pool.id).slice(0, first)

function rowAt(poolId: string, id: string, { pool }: PoolContext): EscalationRow | undefined {
  if (poolId !== pool.id) throw misrouted()
  return escalations.find((row) => row.poolId === poolId && row.id === id)
}

/** Everything compared is the pool's own knowledge; only the proof itself comes from outside. */
async function contentOf(row: Carried, { pool, person, keysOf }: PoolContext) {
  const want = { spoke: row.spokeId, pool: pool.id, escalation: row.id, person, keys: keysOf(row.spokeId) }
  const reading = await readConsentProof(row.consentProof, { ...want, now: () => instantOf(Date.now()) })
  if (reading.kind === 'open') return { question: row.question }
  throw new GraphQLError('The content is closed.', { extensions: { code: 'CONTENT_CLOSED', reason: reading.reason } })
}
