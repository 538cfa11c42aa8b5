import { cursorOf, pageOf, readMomentPage, refusedAnswer } from '@oh/graph'
import { isUuid, type MessageId } from '@oh/kernel'
import { parkedTypes } from '@oh/relay'
import { orThrow } from '../access.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import type { RollupContext } from '../context.ts'
import { listParked, type ParkedHere } from './list-parked.ts'
import { RETRY_REASONS, type Retried, type RetryRefusal, retryParked } from './retry-parked.ts'

const SENTENCES: Readonly<Record<RetryRefusal, string>> = {
  'retry-reason-unknown': 'Choose why the message is sent again.',
  'not-parked': 'This message is not waiting for anyone. Open the list again.',
}

const { Message, Page, RetryReason } = parkedTypes<RollupContext, ParkedHere>(
  { builder, PageInfo },
  {
    prefix: 'Rollup',
    entry: 'A message that a service will not take, and that a person must look at. Its content is not shown.',
    destination: 'The service, by its member id.',
    subject: 'The series of one employer’s figures, as the service numbers it.',
  },
)

builder.objectField(Message, 'employerName', (t) =>
  t.string({
    description: 'Whose figures it is about; null when none of them were ever taken in.',
    resolve: ({ employerName }) => employerName ?? null,
  }),
)

const RollupMessageRetried = builder.objectRef<Retried>('RollupMessageRetried').implement({
  description: 'The message is on its way again.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'retried',
  fields: (t) => ({ messageId: t.exposeID('id', { nullable: false }) }),
})

const RetryRollupMessageInput = builder.inputType('RetryRollupMessageInput', {
  fields: (t) => ({
    messageId: t.id({ required: true }),
    reason: t.string({ required: true, description: 'The stable word: see rollupRetryReasons.' }),
  }),
})

builder.queryFields((t) => ({
  rollupParkedMessages: t.field({
    type: Page,
    description: 'Messages of the national figures that need a person, longest parked first. For the statistician.',
    args: { first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, args, { rollup, caller }) => {
      const page = readMomentPage(args)
      const { rows, status } = orThrow(await listParked(rollup, caller, page))
      return { ...pageOf(rows, page.first, ({ parkedAt, id }) => cursorOf(parkedAt, id)), status }
    },
  }),
  rollupRetryReasons: t.field({
    type: [RetryReason],
    description: 'Why a message may be sent again.',
    resolve: () => [...RETRY_REASONS],
  }),
}))

builder.mutationField('retryRollupMessage', (t) =>
  t.field({
    type: builder.unionType('RetryRollupMessageResult', { types: [RollupMessageRetried, Refused] }),
    description: 'Sends a parked message on its way again, once: the second is told that it is not parked. For the statistician.',
    args: { input: t.arg({ type: RetryRollupMessageInput, required: true }) },
    resolve: async (_root, { input: { messageId, reason } }, { rollup, caller }) => {
      const ask = { messageId: isUuid(messageId) ? (messageId as MessageId) : undefined, reason }
      const outcome = orThrow(await retryParked(rollup, caller, ask))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
