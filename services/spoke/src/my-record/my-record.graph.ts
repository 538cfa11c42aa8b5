import { Appointment } from '../appointments/appointment.graph.ts'
import { builder, PageInfo } from '../builder.ts'
import { Gate } from '../consents/gate.graph.ts'
import { requireServed } from '../context.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { SpecialistSession } from '../escalations/sent-escalation.graph.ts'
import { shown } from '../memberships/denied.ts'
import { ListedReferral } from '../referrals/referral.graph.ts'
import {
  type MyCase as MyCaseShape,
  type MyEscalation as MyEscalationShape,
  type MyRecord as MyRecordShape,
  readMyRecord,
} from './read-my-record.ts'
import { type AccessListed, type AccessView, whoSawMyRecord } from './who-saw-my-record.ts'

const MyEscalation = builder.objectRef<MyEscalationShape>('MyEscalation').implement({
  description: 'How a question to the specialists about you stands.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    state: t.exposeString('state', { nullable: false, description: 'The stable word.' }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
    sentAt: t.expose('sentAt', { type: 'Instant', nullable: false }),
    dueOn: t.expose('dueOn', { type: 'LondonDate', nullable: false }),
    acceptedName: t.exposeString('acceptedName', { description: 'The specialist who took it; null while nobody has it.' }),
    acceptedAt: t.expose('acceptedAt', { type: 'Instant' }),
    answeredAt: t.expose('answeredAt', { type: 'Instant' }),
    withdrawnAt: t.expose('withdrawnAt', { type: 'Instant' }),
    sessions: t.field({
      type: [SpecialistSession],
      description: 'When the specialist sees you, the latest first.',
      resolve: ({ sessions }) => [...sessions],
    }),
    escalation: t.field({
      type: Escalation,
      nullable: false,
      resolve: ({ poolId, spokeId, id }) => ({ poolId, spokeId, id }),
    }),
  }),
})

const MyCase = builder.objectRef<MyCaseShape>('MyCase').implement({
  description: 'A case about you, by status and dates.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    reference: t.exposeString('reference', { nullable: false }),
    version: t.exposeInt('version', { nullable: false }),
    state: t.exposeString('state', { nullable: false }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
    receivedOn: t.expose('receivedOn', { type: 'LondonDate', nullable: false }),
    openedOn: t.expose('openedOn', { type: 'LondonDate', nullable: false }),
    closedOn: t.expose('closedOn', { type: 'LondonDate' }),
    gate: t.expose('gate', { type: Gate, description: 'Null while nothing was recorded about sharing.' }),
    escalations: t.field({ type: [MyEscalation], nullable: false, resolve: ({ escalations }) => [...escalations] }),
    appointments: t.field({
      type: [Appointment],
      nullable: false,
      description: 'The latest first.',
      resolve: ({ appointments }) => [...appointments],
    }),
    consentAskedAt: t.expose('consentAskedAt', {
      type: 'Instant',
      description: 'When occupational health asked for your consent; null while nobody waits for an answer.',
    }),
    allowedActions: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      description: 'give-consent, withdraw-consent.',
      resolve: ({ allowedActions }) => [...allowedActions],
    }),
  }),
})

const RecordAccess = builder.objectRef<AccessView>('RecordAccess').implement({
  description: 'Somebody used your record, or tried to.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant', nullable: false }),
    who: t.exposeString('who', { nullable: false }),
    role: t.exposeString('role', { nullable: false }),
    what: t.exposeString('what', { nullable: false, description: 'Such as "Read the notes".' }),
    outcomeTitle: t.exposeString('outcomeTitle', { nullable: false, description: 'Allowed or Refused.' }),
  }),
})

const RecordAccessPage = builder.objectRef<AccessListed>('RecordAccessPage').implement({
  description: 'One page of who saw your record.',
  fields: (t) => ({
    rows: t.field({ type: [RecordAccess], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const MyRecord = builder.objectRef<MyRecordShape>('MyRecord').implement({
  description: 'Your own record at this service.',
  fields: (t) => ({
    fullName: t.exposeString('fullName', { nullable: false }),
    cases: t.field({
      type: [MyCase],
      nullable: false,
      description: 'The newest first.',
      resolve: ({ cases }) => [...cases],
    }),
    referrals: t.field({
      type: [ListedReferral],
      nullable: false,
      description: 'What you asked for yourself and no case was opened for yet, the newest first.',
      resolve: ({ referrals }) => [...referrals],
    }),
    accesses: t.field({
      type: RecordAccessPage,
      description: 'Who saw your record, the newest first.',
      args: { first: t.arg.int({ required: true }), after: t.arg.string() },
      resolve: async (_record, ask, { spoke, actor }) => shown(await whoSawMyRecord(spoke, actor, ask)),
    }),
  }),
})

builder.queryField('myRecord', (t) =>
  t.field({
    type: MyRecord,
    description: 'Your own record at this service. For workers.',
    args: { trust: t.arg.id({ required: true }) },
    resolve: async (_root, { trust }, context) => {
      requireServed(context, { trust })
      return shown(await readMyRecord(context.spoke, context.actor))
    },
  }),
)
