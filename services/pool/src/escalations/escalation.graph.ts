import { GraphQLError } from 'graphql'
import { orThrow } from '../answers.ts'
import { builder } from '../builder.ts'
import { type PoolContext, requireServed } from '../context.ts'
import { escalationIdIn } from '../ids.ts'
import { AwaitingOpinionRef, MyOpinionRef } from '../opinions/opinion.graph.ts'
import { readAwaiting } from '../opinions/read-awaiting.ts'
import { readMyOpinion } from '../opinions/read-opinion.ts'
import { type ClosedWord, closedSentences } from '../sentences.ts'
import { PoolSkill } from '../specialists/skill.graph.ts'
import type { ContentReason } from './content-seal.ts'
import { type OpenedContent, openContent } from './open-content.ts'
import { readEscalation } from './read-escalation.ts'
import {
  ageBandTitle,
  basisTitle,
  CATEGORY_TITLES,
  GATE_TITLES,
  reasonTitle,
  STANDING_TITLES,
  STATE_TITLES,
  URGENCY_TITLES,
} from './titles.ts'
import { Trust } from './trust.graph.ts'
import type { EscalationView } from './view-escalation.ts'

type Parent = EscalationView & { readonly consentProof?: string }

const key = builder.selection<{ poolId: string; spokeId: string; id: string }>('poolId spokeId id')

const EscalationReason = builder.objectRef<ContentReason>('ContentReason').implement({
  description: 'Why the case was sent up, or what the nurse set aside.',
  fields: (t) => ({
    reason: t.exposeString('reason', { nullable: false, description: 'The stable word of the home service’s rules.' }),
    title: t.string({ nullable: false, resolve: ({ reason }) => reasonTitle(reason) }),
    standing: t.exposeString('standing', { nullable: false, description: 'fired, added or overruled.' }),
    standingTitle: t.string({ nullable: false, resolve: ({ standing }) => STANDING_TITLES[standing] }),
    because: t.string({
      description: 'The nurse’s words for adding it or setting it aside; null when she gave none.',
      resolve: ({ because }) => because ?? null,
    }),
  }),
})

const Content = builder.objectRef<OpenedContent>('EscalationContent').implement({
  description: 'The clinical words of an escalation. They open to the one specialist who may read them, at each read anew.',
  fields: (t) => ({
    question: t.exposeString('question', { nullable: false }),
    nursePlan: t.exposeString('nursePlan', { description: 'What the nurse would do.' }),
    summary: t.exposeString('summary'),
    jobAndHazards: t.exposeString('jobAndHazards'),
    adjustmentsTried: t.exposeString('adjustmentsTried'),
    reasons: t.field({
      type: [EscalationReason],
      nullable: false,
      description: 'Why it was sent up, and what was set aside; empty when the home service did not say.',
      resolve: ({ reasons }) => [...(reasons ?? [])],
    }),
    gateTitle: t.string({ description: 'What lets these words leave the trust.', resolve: ({ gate }) => GATE_TITLES[gate.kind] }),
    gateGivenAt: t.field({ type: 'Instant', resolve: ({ gate }) => gate.givenAt }),
    lawfulBasis: t.string({
      description: 'In data protection law; never the same as consent.',
      resolve: ({ basis }) => basisTitle(basis),
    }),
    absentSince: t.field({
      type: 'LondonDate',
      description: 'Null when at work.',
      resolve: ({ absentSince }) => absentSince ?? null,
    }),
  }),
})

const closed = ([reason = 'content-damaged']: readonly ClosedWord[]): GraphQLError =>
  new GraphQLError(closedSentences[reason], { extensions: { code: 'CONTENT_CLOSED', reason } })

/** An external ref, because only that may require another subgraph's field; the pool is an owner of its part all the same. */
export const Escalation = builder
  .externalRef('Escalation', key, async (ref, context): Promise<Parent> => {
    const { pool, caller } = context as PoolContext
    requireServed(context as PoolContext, { poolId: ref.poolId })
    const found = orThrow(await readEscalation(pool, caller, { id: escalationIdIn(ref.id), spokeId: ref.spokeId }))
    const { consentProof } = ref as { consentProof?: string }
    return typeof consentProof === 'string' ? { ...found.escalation, consentProof } : found.escalation
  })
  .implement({
    description: 'A case sent up to a pool. Its pool part shows a pseudonym, and the clinical words only under a fresh proof.',
    externalFields: (t) => ({ consentProof: t.string() }),
    fields: (t) => ({
      poolId: t.exposeID('poolId', { nullable: false }),
      spokeId: t.exposeID('spokeId', { nullable: false }),
      id: t.exposeID('id', { nullable: false }),
      relation: t.exposeString('relation', { description: 'How you stand to it: offered, accepted or supervised.' }),
      state: t.exposeString('state', { description: 'The stable word.' }),
      stateTitle: t.string({ resolve: ({ state }) => STATE_TITLES[state] }),
      pseudonym: t.exposeString('pseudonym', {
        description: 'Made afresh for this escalation; it says nothing about the worker.',
      }),
      ageBand: t.exposeString('ageBand'),
      ageBandTitle: t.string({ resolve: ({ ageBand }) => ageBandTitle(ageBand) }),
      category: t.exposeString('category'),
      categoryTitle: t.string({ resolve: ({ category }) => CATEGORY_TITLES[category] }),
      urgency: t.exposeString('urgency'),
      urgencyTitle: t.string({ resolve: ({ urgency }) => URGENCY_TITLES[urgency] }),
      skills: t.field({ type: [PoolSkill], resolve: ({ skills }) => [...skills] }),
      seeWorker: t.exposeString('seeWorker', { description: 'no, in-person or virtual-allowed.' }),
      acceptBy: t.expose('acceptBy', { type: 'LondonDate' }),
      dueOn: t.expose('dueOn', { type: 'LondonDate' }),
      receivedAt: t.expose('receivedAt', { type: 'Instant' }),
      trust: t.field({
        type: Trust,
        description: 'The home service, for whoever accepted the escalation; null before.',
        resolve: ({ trust }) => (trust === undefined ? null : { odsCode: trust }),
      }),
      waitingForTrust: t.exposeBoolean('waitingForTrust', {
        description: 'True until the home service has heard that it was accepted; null before it is and after it is over.',
      }),
      needsCountersignature: t.exposeBoolean('needsCountersignature', {
        description: 'True when the opinion goes to the supervisor of a trainee first; null before it is accepted.',
      }),
      sentBack: t.exposeBoolean('sentBack', {
        description: 'True while the supervisor’s comment waits for the trainee to write again; null before it is accepted.',
      }),
      allowedActions: t.field({
        type: ['String'],
        description: 'What you may do now: accept-offer, decline-offer, declare-conflict, give-opinion, countersign.',
        resolve: ({ allowedActions }) => [...allowedActions],
      }),
      content: t.field({
        type: Content,
        description: 'Null with the error CONTENT_CLOSED and its reason while it may not be read.',
        requires: builder.selection<{ consentProof?: string }>('consentProof'),
        resolve: async (parent, _args, { pool, caller }) => {
          const { id, consentProof } = parent as Parent
          const opened = orThrow(await openContent(pool, caller, { id, proof: consentProof }))
          if (opened.kind === 'refused') throw closed(opened.reasons)
          return opened.content
        },
      }),
      awaitingOpinion: t.field({
        type: AwaitingOpinionRef,
        description:
          'What a trainee has written and the supervisor has not countersigned, for these two; null when there is none.',
        requires: builder.selection<{ consentProof?: string }>('consentProof'),
        resolve: async (parent, _args, { pool, caller }) => {
          const { id, consentProof } = parent as Parent
          const read = orThrow(await readAwaiting(pool, caller, { id, proof: consentProof }))
          if (read.kind === 'refused') throw closed(read.reasons)
          return read.kind === 'waiting' ? read.opinion : null
        },
      }),
      myOpinion: t.field({
        type: MyOpinionRef,
        description: 'The opinion you gave or countersigned, yours to read for ever; null when you did neither.',
        resolve: async ({ id }, _args, { pool, caller }) => {
          const read = orThrow(await readMyOpinion(pool, caller, id))
          if (read.kind === 'refused') throw closed(read.reasons)
          return read.kind === 'mine' ? read.opinion : null
        },
      }),
    }),
  })

builder.queryField('escalation', (t) =>
  t.field({
    type: Escalation,
    description: 'One escalation that is on offer to you or that you accepted.',
    args: { ics: t.arg.id({ required: true }), spokeId: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
    resolve: async (_root, { ics, spokeId, id }, context) => {
      requireServed(context, { ics })
      const read = await readEscalation(context.pool, context.caller, { id: escalationIdIn(id), spokeId })
      return orThrow(read).escalation
    },
  }),
)
