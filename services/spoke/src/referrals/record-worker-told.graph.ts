import { builder, Refused } from '../builder.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { recordWorkerTold, type WorkerTold as WorkerToldShape } from './record-worker-told.ts'
import { Referral } from './referral.graph.ts'

const RecordWorkerToldInput = builder.inputType('RecordWorkerToldInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    referralId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    toldByName: t.string({ required: true, description: 'Who has told the worker and shown the words.' }),
    toldOn: t.field({ type: 'LondonDate', required: true }),
  }),
})

const WorkerTold = builder.objectRef<WorkerToldShape>('WorkerTold').implement({
  isTypeOf: isDone,
  fields: (t) => ({ referral: t.expose('referral', { type: Referral, nullable: false }) }),
})

builder.mutationField('recordWorkerTold', (t) =>
  t.field({
    type: builder.unionType('RecordWorkerToldResult', { types: [WorkerTold, Refused, Stale] }),
    description: 'Records that the worker has by now been told of a referral and shown it. For nurses and physicians.',
    args: { input: t.arg({ type: RecordWorkerToldInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await recordWorkerTold(context.spoke, context.actor, ask))
    },
  }),
)
