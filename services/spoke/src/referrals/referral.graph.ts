import { CASE_STATE_TITLES } from '@oh/casework'
import { builder, PageInfo } from '../builder.ts'
import { Case, ListedCase } from '../cases/case.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { Assignment, Worker } from '../workers/worker.graph.ts'
import { listInbox, listMyReferrals, type ReferralPage as ReferralPageShape } from './list-referrals.ts'
import { readReferral } from './read-referral.ts'
import type { ReferralRowView, ReferralView } from './view-referrals.ts'

const ReferralCase = builder.objectRef<NonNullable<ReferralView['case']>>('ReferralCase').implement({
  description: 'The case that a referral has become, as its referrer may follow it.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    reference: t.exposeString('reference', { nullable: false }),
    state: t.exposeString('state', { nullable: false, description: 'The stable word.' }),
    stateTitle: t.string({ nullable: false, resolve: ({ state }) => CASE_STATE_TITLES[state] }),
  }),
})

export const Referral = builder.objectRef<ReferralView>('Referral').implement({
  description: 'What brought a worker to the service, opened.',
  fields: (t) => ({
    words: t.exposeString('words', { description: 'What the referrer asks. Null where your role has no clinical text.' }),
    background: t.exposeString('background', { description: 'What the referrer added; null when nothing, or as with words.' }),
    absentSince: t.expose('absentSince', { type: 'LondonDate', description: 'Null where your role has no clinical text.' }),
    sentBackBecause: t.exposeString('sentBackBecause', {
      description: 'Written to the referrer; null unless it was sent back, or as with words.',
    }),
  }),
})

export const ListedReferral = builder.objectRef<ReferralRowView>('ListedReferral').implement({
  description: 'A referral as a list shows it: who, since when and for clinicians why, none of its words. Open it by its id.',
})

for (const outline of [Referral, ListedReferral] as const)
  builder.objectFields(outline, (t) => ({
    id: t.exposeID('id', { nullable: false }),
    version: t.exposeInt('version', { nullable: false }),
    source: t.exposeString('source', { nullable: false, description: 'The stable word of who referred.' }),
    sourceTitle: t.exposeString('sourceTitle', { nullable: false }),
    reason: t.exposeString('reason', { description: 'The stable word. Null where your role has no clinical field.' }),
    reasonTitle: t.exposeString('reasonTitle'),
    referredByName: t.exposeString('referredByName', { nullable: false }),
    workerTold: t.exposeBoolean('workerTold', {
      nullable: false,
      description: 'The worker has been told and shown this, by what the referrer says or a nurse has recorded since.',
    }),
    toldByName: t.exposeString('toldByName', { description: 'Who told the worker after it came in; null when told before.' }),
    toldOn: t.expose('toldOn', { type: 'LondonDate' }),
    toldRecordedByName: t.exposeString('toldRecordedByName', { description: 'Who of the service recorded it.' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant', nullable: false }),
    receivedOn: t.expose('receivedOn', { type: 'LondonDate', nullable: false }),
    state: t.exposeString('state', { nullable: false, description: 'received, accepted or sent-back.' }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
    worker: t.expose('worker', { type: Worker, nullable: false }),
    assignment: t.expose('assignment', { type: Assignment, nullable: false, description: 'The job the referral is about.' }),
    case: t.expose('case', { type: ReferralCase, description: 'Null until it was accepted.' }),
  }))

builder.objectField(Case, 'referral', (t) => t.expose('referral', { type: Referral, nullable: false }))
builder.objectField(ListedCase, 'referral', (t) => t.expose('referral', { type: ListedReferral, nullable: false }))

const ReferralPage = builder.objectRef<ReferralPageShape>('ReferralPage').implement({
  description: 'One page of referrals.',
  fields: (t) => ({
    rows: t.field({ type: [ListedReferral], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryFields((t) => ({
  referrals: t.field({
    type: ReferralPage,
    description: 'The referrals of the service in one state, the longest waiting first. For the occupational health team.',
    args: {
      trust: t.arg.id({ required: true }),
      state: t.arg.string({ required: true, defaultValue: 'received', description: 'received, accepted or sent-back.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listInbox(context.spoke, context.actor, ask))
    },
  }),
  myReferrals: t.field({
    type: ReferralPage,
    description: 'What you have referred others for, the newest first. For referring managers.',
    args: { trust: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listMyReferrals(context.spoke, context.actor, ask))
    },
  }),
  referral: t.field({
    type: Referral,
    args: { trust: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
    resolve: async (_root, { trust, id }, context) => {
      requireServed(context, { trust })
      return shown(await readReferral(context.spoke, context.actor, id)).referral
    },
  }),
}))
