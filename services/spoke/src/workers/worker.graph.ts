import { findStaffGroup } from '@oh/kernel'
import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { listMyTeam } from './list-my-team.ts'
import { type FoundWorker, searchWorkers } from './search-workers.ts'
import type { AssignmentView } from './view-workers.ts'

export const Assignment = builder.objectRef<AssignmentView>('Assignment').implement({
  description: 'What a worker does, for whom and where, from when to when.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    employer: t.exposeID('employer', { nullable: false, description: 'ODS code.' }),
    employerName: t.exposeString('employerName', { nullable: false }),
    host: t.exposeID('host', { nullable: false, description: 'ODS code of the trust where the work is done.' }),
    department: t.exposeString('department', { nullable: false }),
    jobTitle: t.exposeString('jobTitle', { nullable: false }),
    isDoctor: t.exposeBoolean('isDoctor', { nullable: false }),
    staffGroup: t.exposeString('staffGroup', {
      description: 'The stable word of the group under which the job is counted; not-recorded where nobody has said so.',
    }),
    staffGroupTitle: t.string({ resolve: ({ staffGroup }) => findStaffGroup(staffGroup)?.title ?? staffGroup }),
    fromOn: t.expose('fromOn', { type: 'LondonDate', nullable: false }),
    toOn: t.expose('toOn', { type: 'LondonDate', description: 'First day on which it holds no more; null while it has no end.' }),
  }),
})

export const Worker = builder.objectRef<FoundWorker>('Worker').implement({
  description: 'A person whom the occupational health service looks after.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    fullName: t.exposeString('fullName', { nullable: false }),
    bornOn: t.expose('bornOn', { type: 'LondonDate', description: 'Null for a referrer.' }),
    staffNumber: t.exposeString('staffNumber', { description: 'Null for a referrer.' }),
    assignments: t.field({
      type: [Assignment],
      nullable: false,
      description: 'Those you may see, the newest first.',
      resolve: ({ assignments }) => [...assignments],
    }),
  }),
})

builder.queryFields((t) => ({
  workers: t.field({
    type: [Worker],
    description:
      'Workers by name or staff number, at least 2 characters. For the occupational health team; every search is recorded.',
    args: {
      trust: t.arg.id({ required: true }),
      search: t.arg.string({ required: true }),
      first: t.arg.int({ required: true, defaultValue: 20 }),
    },
    resolve: async (_root, { trust, search, first }, context) => {
      requireServed(context, { trust })
      return shown(await searchWorkers(context.spoke, context.actor, { search, first })).workers
    },
  }),
  myTeam: t.field({
    type: [Worker],
    description: 'The workers whom you manage today and so may refer. For referring managers.',
    args: { trust: t.arg.id({ required: true }), first: t.arg.int({ required: true, defaultValue: 50 }) },
    resolve: async (_root, { trust, first }, context) => {
      requireServed(context, { trust })
      return shown(await listMyTeam(context.spoke, context.actor, { first })).workers
    },
  }),
}))
