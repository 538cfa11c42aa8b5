import type { IdentifyingFind } from '@oh/escalation'
import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import { Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { type CaseEscalated as CaseEscalatedShape, escalateCase } from './escalate-case.ts'
import { SentEscalation } from './sent-escalation.graph.ts'

export const NurseReasonInput = builder.inputType('NurseReasonInput', {
  fields: (t) => ({
    rule: t.string({ required: true, description: 'The stable word of the rule.' }),
    because: t.string({
      required: true,
      description: 'At most 500 characters. Goes with the content, to the specialist who accepts.',
    }),
  }),
})

export const ExclusionInput = builder.inputType('ExclusionInput', {
  description: 'A specialist who must never see this escalation.',
  fields: (t) => ({
    specialistId: t.id({ required: true }),
    why: t.string({ required: true, description: 'objection, line-relation, treating-doctor or declared-relationship.' }),
  }),
})

export const ClinicalFactsInput = builder.inputType('ClinicalFactsInput', {
  description: 'What the nurse says of the case. Left out means no.',
  fields: (t) => ({
    work: t.string({ description: 'case-management (default), immunisation or fit-test.' }),
    uncertainOrOutsideProtocol: t.boolean(),
    psychiatricCondition: t.boolean(),
    bloodBorneVirus: t.boolean(),
    substanceMisuse: t.boolean(),
    riskAtWork: t.boolean({ description: 'The condition puts the worker, patients or others at risk in this job.' }),
    regulatorConcern: t.boolean({ description: 'A professional regulator may have to know.' }),
    illHealthRetirement: t.boolean(),
    workHazard: t.boolean({ description: 'Something at work may be the cause.' }),
    adviceWanted: t.boolean(),
    backOn: t.field({ type: 'LondonDate', description: 'When the worker came back to work.' }),
  }),
})

export const IdentifyingWords = builder.objectRef<IdentifyingFind>('IdentifyingWords').implement({
  description: 'Words that may identify somebody.',
  fields: (t) => ({
    field: t.exposeString('field', { nullable: false }),
    kind: t.exposeString('kind', { nullable: false, description: 'The stable word.' }),
    title: t.exposeString('title', { nullable: false }),
    stops: t.exposeBoolean('stops', { nullable: false, description: 'They may not leave the trust.' }),
    found: t.exposeString('found', { nullable: false }),
  }),
})

const EscalateCaseInput = builder.inputType('EscalateCaseInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    category: t.string({ required: true, description: 'The stable word of what it is about.' }),
    urgency: t.string({ required: true, description: 'routine, soon or urgent.' }),
    seeWorker: t.string({ required: true, description: 'no, in-person or virtual-allowed.' }),
    question: t.string({ required: true, description: 'At most 600 characters.' }),
    nursePlan: t.string({ required: true, description: 'What you think you should do. May be empty when urgent.' }),
    summary: t.string({ required: true }),
    jobAndHazards: t.string({ required: true }),
    adjustmentsTried: t.string({ required: true }),
    facts: t.field({ type: ClinicalFactsInput, required: true }),
    addedReasons: t.field({ type: [NurseReasonInput], required: true }),
    overruled: t.field({ type: [NurseReasonInput], required: true }),
    exclusions: t.field({ type: [ExclusionInput], required: true }),
    prefersOwnEmployer: t.boolean({ required: true, description: 'The worker’s wish, no bar.' }),
    specialistsShown: t.boolean({ required: true, description: 'The worker has been given the names of who might answer.' }),
    objectionsAsked: t.boolean({ required: true }),
    inHousePhysicianAsked: t.boolean({ required: true }),
    safetyFlag: t.boolean({ required: true, description: 'Somebody may be at risk.' }),
    warningsSeen: t.boolean({ required: true, description: 'You have looked at the words that may identify somebody.' }),
  }),
})

const CaseEscalated = builder.objectRef<CaseEscalatedShape>('CaseEscalated').implement({
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'escalated',
  fields: (t) => ({
    case: t.expose('case', { type: Case, nullable: false }),
    escalation: t.expose('escalation', { type: SentEscalation, nullable: false }),
    warnings: t.field({ type: [IdentifyingWords], nullable: false, resolve: ({ warnings }) => [...warnings] }),
  }),
})

builder.mutationField('escalateCase', (t) =>
  t.field({
    type: builder.unionType('EscalateCaseResult', { types: [CaseEscalated, Refused, Stale] }),
    description: 'Sends a case up to the regional specialists, without the worker’s name. For nurses and physicians.',
    args: { input: t.arg({ type: EscalateCaseInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await escalateCase(context.spoke, context.actor, ask))
    },
  }),
)
