import { orThrow } from '../answers.ts'
import { BoardSpecialist } from '../board/board.graph.ts'
import { STANDING_TITLES } from '../board/named.ts'
import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'
import { STATE_TITLES, URGENCY_TITLES } from '../escalations/titles.ts'
import { escalationIdIn } from '../ids.ts'
import { PoolSkill, RoutingReason } from '../specialists/skill.graph.ts'
import {
  type Considered,
  type ConsideredSession,
  type Explanation,
  explainEscalation,
  type HistoryEvent,
} from './explain-escalation.ts'

const SESSION_TITLES = {
  placed: 'Chosen',
  'eligible-not-chosen': 'Possible, not chosen',
  excluded: 'Not possible',
} as const

const ConsideredRef = builder.objectRef<Considered>('ConsideredSpecialist').implement({
  description: 'What was found about one specialist at one moment, and why.',
  fields: (t) => ({
    specialist: t.expose('specialist', { type: BoardSpecialist, nullable: false }),
    standing: t.exposeString('standing', { nullable: false, description: 'placed, eligible-not-chosen or excluded.' }),
    standingTitle: t.string({ nullable: false, resolve: ({ standing }) => STANDING_TITLES[standing] }),
    reasons: t.field({ type: [RoutingReason], nullable: false, resolve: ({ reasons }) => [...reasons] }),
  }),
})

const ConsideredSessionRef = builder.objectRef<ConsideredSession>('ConsideredSession').implement({
  description: 'What was found about one clinic session when the worker was put in one, and why.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    standing: t.exposeString('standing', { nullable: false, description: 'placed, eligible-not-chosen or excluded.' }),
    standingTitle: t.string({ nullable: false, resolve: ({ standing }) => SESSION_TITLES[standing] }),
    reasons: t.field({ type: [RoutingReason], nullable: false, resolve: ({ reasons }) => [...reasons] }),
  }),
})

const HistoryEventRef = builder.objectRef<HistoryEvent>('HistoryEvent').implement({
  description: 'One thing that happened to an escalation.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant', nullable: false }),
    sentence: t.exposeString('sentence', { nullable: false }),
    policyVersion: t.int({
      description: 'The routing policy by which the pool did it; null where it is no act of routing.',
      resolve: ({ policyVersion }) => policyVersion ?? null,
    }),
    considered: t.field({
      type: [ConsideredRef],
      description: 'Who was considered, when the pool looked for somebody.',
      resolve: ({ considered }) => (considered ? [...considered] : null),
    }),
    sessions: t.field({
      type: [ConsideredSessionRef],
      description: 'Which sessions of the specialist were considered, when the worker was put in one; at most sixty.',
      resolve: ({ sessions }) => (sessions ? [...sessions] : null),
    }),
  }),
})

const History = builder.objectRef<Explanation>('EscalationHistory').implement({
  description: 'What happened to one escalation and why: nothing clinical, no identity, no trust.',
  fields: (t) => ({
    id: t.id({ nullable: false, resolve: ({ escalation }) => escalation.id }),
    pseudonym: t.string({ nullable: false, resolve: ({ escalation }) => escalation.pseudonym }),
    skills: t.field({ type: [PoolSkill], nullable: false, resolve: ({ escalation }) => [...escalation.skills] }),
    urgency: t.string({ nullable: false, resolve: ({ escalation }) => escalation.urgency }),
    urgencyTitle: t.string({ nullable: false, resolve: ({ escalation }) => URGENCY_TITLES[escalation.urgency] }),
    dueOn: t.field({ type: 'LondonDate', nullable: false, resolve: ({ escalation }) => escalation.dueOn }),
    state: t.string({ nullable: false, resolve: ({ escalation }) => escalation.state }),
    stateTitle: t.string({ nullable: false, resolve: ({ escalation }) => STATE_TITLES[escalation.state] }),
    round: t.int({ nullable: false, resolve: ({ escalation }) => escalation.round }),
    events: t.field({
      type: [HistoryEventRef],
      nullable: false,
      description: 'In the order in which they happened, the latest forty looks among them.',
      resolve: ({ events }) => [...events],
    }),
    looksLeftOut: t.exposeInt('looksLeftOut', { nullable: false, description: 'Earlier looks that are kept and not told here.' }),
    specialists: t.field({
      type: [ConsideredRef],
      nullable: false,
      description: 'Everyone as last considered: why, and why not.',
      resolve: ({ specialists }) => [...specialists],
    }),
  }),
})

builder.queryField('escalationHistory', (t) =>
  t.field({
    type: History,
    description: 'What happened to one escalation and why. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
    resolve: async (_root, { ics, id }, context) => {
      requireServed(context, { ics })
      return orThrow(await explainEscalation(context.pool, context.caller, escalationIdIn(id)))
    },
  }),
)
