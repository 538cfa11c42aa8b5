import { builder, Refused } from '../builder.ts'
import { isDone } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { makeReferral, type ReferralMade as ReferralMadeShape } from './make-referral.ts'
import { Referral } from './referral.graph.ts'

const NewWorkerInput = builder.inputType('NewWorkerInput', {
  description: 'A worker not yet on record, with the job the referral is about.',
  fields: (t) => ({
    fullName: t.string({ required: true }),
    bornOn: t.field({ type: 'LondonDate', required: true }),
    staffNumber: t.string({ required: true }),
    employer: t.id({ required: true, description: 'ODS code of an employer that the service looks after.' }),
    host: t.id({ description: 'ODS code of the trust where the work is done, when that is not the employer.' }),
    department: t.string({ required: true }),
    jobTitle: t.string({ required: true }),
    isDoctor: t.boolean({ required: true }),
    staffGroup: t.string({
      description: 'The stable word of the group under which the job is counted; left out when not known.',
    }),
  }),
})

const MakeReferralInput = builder.inputType('MakeReferralInput', {
  description: 'Without workerId and newWorker it is about yourself.',
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    workerId: t.id({ description: 'A worker on record: for managers, of the own team only.' }),
    assignmentId: t.id({ description: 'Which job it is about; left out, the newest.' }),
    newWorker: t.field({ type: NewWorkerInput }),
    source: t.string({ required: true, description: 'The stable word of who refers, such as line-manager or self.' }),
    reason: t.string({ required: true, description: 'The stable word of the reason.' }),
    words: t.string({ required: true, description: 'What is asked, at most 600 characters.' }),
    background: t.string({ description: 'At most 4,000 characters.' }),
    workerTold: t.boolean({ required: true, description: 'The worker has been told of this referral and shown it.' }),
    workerConsented: t.boolean({ description: 'Asked of a GP who treats the worker.' }),
    absentSince: t.field({ type: 'LondonDate' }),
    receivedOn: t.field({ type: 'LondonDate', description: 'When it came in; for the occupational health team only.' }),
  }),
})

const ReferralMade = builder.objectRef<ReferralMadeShape>('ReferralMade').implement({
  isTypeOf: isDone,
  fields: (t) => ({ referral: t.expose('referral', { type: Referral, nullable: false }) }),
})

builder.mutationField('makeReferral', (t) =>
  t.field({
    type: builder.unionType('MakeReferralResult', { types: [ReferralMade, Refused] }),
    description:
      'Refers a worker: a manager one of the own team, a worker the own self, the occupational health team whoever was referred.',
    args: { input: t.arg({ type: MakeReferralInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await makeReferral(context.spoke, context.actor, ask))
    },
  }),
)
