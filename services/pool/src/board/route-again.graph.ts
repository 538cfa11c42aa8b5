import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { escalationIdIn, idempotencyKey } from '../ids.ts'
import { routeAgain } from './route-again.ts'

const OUTCOME_TITLES = new Map([
  ['offered', 'It is on offer to a specialist'],
  ['nobody-eligible', 'Nobody can take it now'],
])

const RoutedAgain = builder.objectRef<{ readonly kind: 'routed'; readonly id: string }>('RoutedAgain').implement({
  isTypeOf: isKind('routed'),
  fields: (t) => ({
    outcome: t.exposeString('id', { nullable: false, description: 'offered or nobody-eligible.' }),
    outcomeTitle: t.string({ nullable: false, resolve: ({ id }) => OUTCOME_TITLES.get(id) ?? id }),
  }),
})

const RouteAgainInput = builder.inputType('RouteAgainInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    escalationId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('routeAgain', (t) =>
  t.field({
    type: builder.unionType('RouteAgainResult', { types: [RoutedAgain, Refused] }),
    nullable: false,
    description: 'Has the pool look for a specialist now, by its own rules. Coordinators only.',
    args: { input: t.arg({ type: RouteAgainInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { escalationId: escalationIdIn(input.escalationId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('routed', await routeAgain(context.pool, context.caller, ask))
    },
  }),
)
