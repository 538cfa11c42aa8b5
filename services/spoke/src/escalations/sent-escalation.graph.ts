import { builder } from '../builder.ts'
import type { OpinionView, SentReason, SentRowView, SentView } from './view-escalations.ts'
import type { SessionView } from './view-sessions.ts'

const EscalationReason = builder.objectRef<SentReason>('EscalationReason').implement({
  description: 'Why a case was sent up.',
  fields: (t) => ({
    rule: t.exposeString('rule', { nullable: false, description: 'The stable word of the rule.' }),
    title: t.exposeString('title', { nullable: false }),
    source: t.exposeString('source', { nullable: false, description: 'Where the rule comes from.' }),
    standing: t.exposeString('standing', { nullable: false, description: 'fired, added or overruled.' }),
    standingTitle: t.exposeString('standingTitle', { nullable: false }),
    because: t.exposeString('because', { description: 'The nurse’s words for adding it or setting it aside.' }),
  }),
})

const ReceivedOpinion = builder.objectRef<OpinionView>('ReceivedOpinion').implement({
  description: 'A specialist’s opinion as it came back to the trust.',
  fields: (t) => ({
    id: t.exposeID('opinionId', { nullable: false }),
    authorName: t.exposeString('authorName', { nullable: false }),
    countersignedName: t.string({
      description: 'The supervisor who countersigned what a trainee wrote; null where none had to.',
      resolve: ({ countersignedName }) => countersignedName ?? null,
    }),
    answer: t.exposeString('answer', { nullable: false }),
    fitness: t.exposeString('fitness', { nullable: false, description: 'The stable word.' }),
    fitnessTitle: t.exposeString('fitnessTitle', { nullable: false }),
    adjustments: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      resolve: ({ adjustments }) => [...adjustments],
    }),
    reviewOn: t.expose('reviewOn', { type: 'LondonDate' }),
    adviceToNurse: t.exposeString('adviceToNurse', { nullable: false, description: 'Empty when there is none.' }),
    signedAt: t.expose('signedAt', { type: 'Instant', nullable: false }),
    receivedAt: t.expose('receivedAt', { type: 'Instant', nullable: false }),
    verified: t.exposeBoolean('verified', {
      description: 'The pool’s signature holds over exactly these words, checked now. Null when its keys cannot be looked up.',
    }),
    actedAt: t.expose('actedAt', { type: 'Instant', description: 'Null until the nurse has recorded what came of it.' }),
    actedByName: t.exposeString('actedByName'),
    acted: t.exposeString('acted', { description: 'What came of it, in the nurse’s words.' }),
  }),
})

export const SpecialistSession = builder.objectRef<SessionView>('SpecialistSession').implement({
  description: 'When a specialist of the pool sees the worker, as the pool told.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    minutes: t.exposeInt('minutes', { nullable: false }),
    how: t.exposeString('how', { nullable: false, description: 'video or in-person.' }),
    howTitle: t.exposeString('howTitle', { nullable: false }),
    siteName: t.exposeString('siteName', { description: 'Where to come; null by video.' }),
    specialistName: t.exposeString('specialistName', { nullable: false }),
    state: t.exposeString('state', {
      nullable: false,
      description: 'booked, cancelled, attended, did-not-attend or cancelled-late.',
    }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
  }),
})

const ExcludedSpecialist = builder.objectRef<SentView['exclusions'][number]>('ExcludedSpecialist').implement({
  description: 'A specialist who must never be asked.',
  fields: (t) => ({
    specialistId: t.exposeID('specialistId', { nullable: false }),
    why: t.exposeString('why', { nullable: false, description: 'The stable word.' }),
  }),
})

export const SentEscalation = builder.objectRef<SentView>('SentEscalation').implement({
  description:
    'What a trust has sent up, opened, and how it stands by the pool’s messages. Clinical words are null for who may read the status only.',
  fields: (t) => ({
    category: t.exposeString('category', { nullable: false }),
    categoryTitle: t.exposeString('categoryTitle', { nullable: false }),
    reasons: t.field({ type: [EscalationReason], nullable: false, resolve: ({ reasons }) => [...reasons] }),
    exclusions: t.field({ type: [ExcludedSpecialist], nullable: false, resolve: ({ exclusions }) => [...exclusions] }),
    question: t.string({ resolve: ({ content }) => content?.question ?? null }),
    nursePlan: t.string({ resolve: ({ content }) => content?.nursePlan ?? null }),
    summary: t.string({ resolve: ({ content }) => content?.summary ?? null }),
    jobAndHazards: t.string({ resolve: ({ content }) => content?.jobAndHazards ?? null }),
    adjustmentsTried: t.string({ resolve: ({ content }) => content?.adjustmentsTried ?? null }),
    absentSince: t.field({ type: 'LondonDate', resolve: ({ content }) => content?.absentSince ?? null }),
    sessions: t.field({
      type: [SpecialistSession],
      description: 'When the specialist sees the worker, the latest first.',
      resolve: ({ sessions }) => [...sessions],
    }),
    opinion: t.expose('opinion', { type: ReceivedOpinion, description: 'Null until it has come back.' }),
  }),
})

export const ListedEscalation = builder.objectRef<SentRowView>('ListedEscalation').implement({
  description: 'What a trust has sent up, as a list shows it: how it stands, none of its words. Open it by its id.',
})

for (const outline of [SentEscalation, ListedEscalation] as const)
  builder.objectFields(outline, (t) => ({
    spokeId: t.exposeID('spokeId', { nullable: false }),
    poolId: t.exposeID('poolId', { nullable: false }),
    id: t.exposeID('id', { nullable: false }),
    caseId: t.exposeID('caseId', { nullable: false }),
    caseReference: t.exposeString('caseReference', { nullable: false }),
    workerName: t.exposeString('workerName'),
    pseudonym: t.exposeString('pseudonym', { nullable: false, description: 'What the pool calls it.' }),
    state: t.exposeString('state', {
      nullable: false,
      description: 'sent, offered, nobody-eligible, accepted, answered or withdrawn.',
    }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
    urgency: t.exposeString('urgency', { nullable: false }),
    urgencyTitle: t.exposeString('urgencyTitle', { nullable: false }),
    seeWorkerTitle: t.exposeString('seeWorkerTitle', { nullable: false }),
    safetyFlag: t.exposeBoolean('safetyFlag', { nullable: false }),
    sentAt: t.expose('sentAt', { type: 'Instant', nullable: false }),
    sentByName: t.exposeString('sentByName', { nullable: false }),
    acceptBy: t.expose('acceptBy', { type: 'LondonDate', nullable: false }),
    dueOn: t.expose('dueOn', { type: 'LondonDate', nullable: false }),
    round: t.exposeInt('round', { nullable: false, description: 'How often the pool has looked, as last told; 0 before.' }),
    waitingDays: t.exposeInt('waitingDays', {
      nullable: false,
      description: 'Working days from sending to the answer or the withdrawal, else to today.',
    }),
    isLate: t.exposeBoolean('isLate', {
      nullable: false,
      description: 'Past the day by which it is to be accepted or answered; false once it is over.',
    }),
    acceptedName: t.exposeString('acceptedName', { description: 'Null while nobody has it.' }),
    acceptedAt: t.expose('acceptedAt', { type: 'Instant' }),
    answeredAt: t.expose('answeredAt', { type: 'Instant' }),
    withdrawnAt: t.expose('withdrawnAt', { type: 'Instant' }),
  }))
