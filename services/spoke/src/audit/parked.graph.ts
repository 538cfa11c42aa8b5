import { refusalSentence } from '@oh/relay'
import { builder, PageInfo, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { listParked, type ParkedPage } from './list-parked.ts'
import { type MessageRetried as MessageRetriedShape, RETRY_REASONS, retryParked } from './retry-parked.ts'

const ParkedMessage = builder.objectRef<ParkedPage['rows'][number]>('ParkedMessage').implement({
  description: 'A message that the other side will not take, and that a person must look at. Its content is not shown.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    name: t.exposeString('name', { nullable: false }),
    destination: t.exposeID('destination', { nullable: false }),
    subject: t.exposeID('subject', {
      nullable: false,
      description: 'The escalation it is about, or the series of an employer’s figures.',
    }),
    occurredAt: t.expose('occurredAt', { type: 'Instant', nullable: false }),
    parkedAt: t.expose('parkedAt', { type: 'Instant', nullable: false }),
    ageSeconds: t.exposeInt('ageSeconds', { nullable: false, description: 'Seconds since what it tells happened.' }),
    reason: t.exposeString('reason', { nullable: false, description: 'Why it is not taken: the stable word.' }),
    reasonSentence: t.string({
      nullable: false,
      description: 'Why it is not taken, and what may help.',
      resolve: ({ reason }) => refusalSentence(reason),
    }),
    attempts: t.exposeInt('attempts', { nullable: false }),
    blocked: t.exposeInt('blocked', { nullable: false, description: 'Messages of the same case that wait behind it.' }),
  }),
})

const ParkedMessagePage = builder.objectRef<ParkedPage>('ParkedMessagePage').implement({
  description: 'One page of parked messages, and how much waits.',
  fields: (t) => ({
    rows: t.field({ type: [ParkedMessage], nullable: false, resolve: ({ rows }) => [...rows] }),
    waiting: t.int({ nullable: false, description: 'Messages on their way.', resolve: ({ status }) => status.waiting }),
    oldestWaitingSeconds: t.int({
      description: 'Null when nothing waits.',
      resolve: ({ status }) => status.oldestWaitingSeconds ?? null,
    }),
    parked: t.int({ nullable: false, resolve: ({ status }) => status.parked }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const RetryReason = builder.objectRef<(typeof RETRY_REASONS)[number]>('RetryReason').implement({
  fields: (t) => ({
    word: t.exposeString('id', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
  }),
})

const RetryMessageInput = builder.inputType('RetryMessageInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    messageId: t.id({ required: true }),
    reason: t.string({ required: true, description: 'The stable word: see retryReasons.' }),
  }),
})

const MessageRetried = builder.objectRef<MessageRetriedShape>('MessageRetried').implement({
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'retried',
  fields: (t) => ({ messageId: t.exposeID('messageId', { nullable: false }) }),
})

builder.queryFields((t) => ({
  parkedMessages: t.field({
    type: ParkedMessagePage,
    description: 'Messages that need a person. For the occupational health administrator.',
    args: { trust: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listParked(context.spoke, context.actor, ask))
    },
  }),
  retryReasons: t.field({
    type: [RetryReason],
    description: 'Why a message may be sent again.',
    args: { trust: t.arg.id({ required: true }) },
    resolve: (_root, { trust }, context) => {
      requireServed(context, { trust })
      return [...RETRY_REASONS]
    },
  }),
}))

builder.mutationField('retryMessage', (t) =>
  t.field({
    type: builder.unionType('RetryMessageResult', { types: [MessageRetried, Refused] }),
    description: 'Sends a parked message on its way again. For the occupational health administrator.',
    args: { input: t.arg({ type: RetryMessageInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await retryParked(context.spoke, context.actor, ask))
    },
  }),
)
