import { cursorOf, pageOf } from '@oh/graph'
import { type ParkedMessage, parkedTypes } from '@oh/relay'
import { isKind, orThrow, resultOf } from '../answers.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { type PoolContext, requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { idempotencyKey, messageIdIn } from '../ids.ts'
import { listParked } from './list-parked.ts'
import { RETRY_REASONS, retryParked } from './retry-parked.ts'

const { Page, RetryReason } = parkedTypes<PoolContext, ParkedMessage>(
  { builder, PageInfo },
  {
    prefix: 'Pool',
    entry: 'A message that a home service will not take, and that a person must look at. Its content is not shown.',
    destination: 'The home service, by its member id.',
    subject: 'The escalation it is about.',
  },
)

const PoolMessageRetried = builder.objectRef<{ readonly kind: 'retried'; readonly id: string }>('PoolMessageRetried').implement({
  description: 'The message is on its way again.',
  isTypeOf: isKind('retried'),
  fields: (t) => ({ messageId: t.exposeID('id', { nullable: false }) }),
})

const RetryPoolMessageInput = builder.inputType('RetryPoolMessageInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    messageId: t.id({ required: true }),
    reason: t.string({ required: true, description: 'The stable word: see poolRetryReasons.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.queryFields((t) => ({
  poolParkedMessages: t.field({
    type: Page,
    description: 'Messages of the pool that need a person, longest parked first. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const { rows, status } = orThrow(await listParked(context.pool, context.caller, page))
      return { ...pageOf([...rows], page.first, ({ parkedAt, id }) => cursorOf(parkedAt, id)), status }
    },
  }),
  poolRetryReasons: t.field({
    type: [RetryReason],
    description: 'Why a message may be sent again.',
    args: { ics: t.arg.id({ required: true }) },
    resolve: (_root, { ics }, context) => {
      requireServed(context, { ics })
      return [...RETRY_REASONS]
    },
  }),
}))

builder.mutationField('retryPoolMessage', (t) =>
  t.field({
    type: builder.unionType('RetryPoolMessageResult', { types: [PoolMessageRetried, Refused] }),
    nullable: false,
    description: 'Sends a parked message on its way again. Coordinators only.',
    args: { input: t.arg({ type: RetryPoolMessageInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { reason } = input
      const ask = { messageId: messageIdIn(input.messageId), reason, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('retried', await retryParked(context.pool, context.caller, ask))
    },
  }),
)
