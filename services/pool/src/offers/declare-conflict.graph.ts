import type { EscalationId } from '@oh/kernel'
import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { readAfter } from '../escalations/read-escalation.ts'
import { escalationIdIn, idempotencyKey } from '../ids.ts'
import { declareConflict } from './declare-conflict.ts'

interface Declared {
  readonly kind: 'declared'
  readonly id: string
  readonly conflict: boolean
}

const ConflictDeclared = builder.objectRef<Declared>('ConflictDeclared').implement({
  isTypeOf: isKind('declared'),
  fields: (t) => ({
    conflict: t.exposeBoolean('conflict', { nullable: false }),
    escalation: t.field({
      type: Escalation,
      description: 'Null after a conflict: it is closed to you, and somebody else is asked.',
      resolve: ({ id, conflict }, _args, { pool, caller }) => (conflict ? null : readAfter(pool, caller, id as EscalationId)),
    }),
  }),
})

const DeclareConflictInput = builder.inputType('DeclareConflictInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    spokeId: t.id({ required: true }),
    escalationId: t.id({ required: true }),
    conflict: t.boolean({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('declareConflict', (t) =>
  t.field({
    type: builder.unionType('DeclareConflictResult', { types: [ConflictDeclared, Refused] }),
    nullable: false,
    description: 'Says whether you have a conflict of interest: without one the content may open. May also be said later.',
    args: { input: t.arg({ type: DeclareConflictInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { spokeId, conflict } = input
      const key = idempotencyKey(input.idempotencyKey)
      const ask = { spokeId, escalationId: escalationIdIn(input.escalationId), conflict, key }
      const result = resultOf('declared', await declareConflict(context.pool, context.caller, ask))
      return { conflict, ...result }
    },
  }),
)
