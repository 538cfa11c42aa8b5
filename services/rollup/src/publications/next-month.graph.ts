import { orThrow } from '../access.ts'
import { builder } from '../builder.ts'
import { readViewer, type Viewer } from '../memberships/read-viewer.ts'
import { England } from './published.graph.ts'
import { type NextMonth, type Received, readNextMonth } from './read-next-month.ts'

const ReceivedMonth = builder.objectRef<Received>('ReceivedMonth').implement({
  description: 'That a service sent the month of an employer, and when. No figure of it.',
  fields: (t) => ({
    employer: t.exposeID('employer', { nullable: false, description: 'ODS code.' }),
    name: t.exposeString('name', { nullable: false }),
    restatement: t.exposeInt('restatement', { nullable: false, description: 'The one that counts.' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant', nullable: false }),
  }),
})

const MissingTrust = builder.objectRef<NextMonth['missing'][number]>('MissingTrust').implement({
  description: 'A trust of which nothing has come in for the month.',
  fields: (t) => ({
    code: t.exposeID('code', { nullable: false }),
    name: t.exposeString('name', { nullable: false }),
  }),
})

const MonthToPublish = builder.objectRef<NextMonth>('MonthToPublish').implement({
  description: 'The month that is to be published next, and how complete it is. For the statistician.',
  fields: (t) => ({
    month: t.exposeString('month', { nullable: false, description: 'Such as 2026-10.' }),
    isOver: t.exposeBoolean('isOver', { nullable: false, description: 'Its last day is over, so it may be published.' }),
    expected: t.exposeInt('expected', { nullable: false, description: 'Trusts that were open at its end.' }),
    sent: t.exposeInt('sent', { nullable: false, description: 'Those of them of which something has come in.' }),
    staffCovered: t.exposeInt('staffCovered', { nullable: false, description: 'Whole percentage of their staff.' }),
    synthetic: t.exposeBoolean('synthetic', { nullable: false, description: 'Some of what has come in is made up.' }),
    received: t.field({
      type: [ReceivedMonth],
      nullable: false,
      description: 'What services have sent themselves.',
      resolve: ({ received }) => [...received],
    }),
    missing: t.field({ type: [MissingTrust], nullable: false, resolve: ({ missing }) => [...missing] }),
  }),
})

const RollupViewer = builder.objectRef<Viewer>('RollupViewer').implement({
  description: 'You, as the national figures know you.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false }),
    roles: t.stringList({
      nullable: { list: false, items: false },
      description: 'The stable words of the roles that you hold here today.',
      resolve: ({ roles }) => [...roles],
    }),
  }),
})

builder.objectFields(England, (t) => ({
  viewer: t.field({
    type: RollupViewer,
    description: 'Who you are where national figures are made. Null when you hold no role there.',
    resolve: async (_england, _args, { rollup, caller }) => (await readViewer(rollup, caller)) ?? null,
  }),
  monthToPublish: t.field({
    type: MonthToPublish,
    description: 'What is to be published next. For the statistician.',
    resolve: async (_england, _args, { rollup, caller }) => orThrow(await readNextMonth(rollup, caller)),
  }),
}))
