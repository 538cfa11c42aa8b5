import { ESCALATION_TEXT } from '@oh/escalation'
import { builder } from '../builder.ts'
import { Gate } from '../consents/gate.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { ClinicalFactsInput, ExclusionInput, IdentifyingWords, NurseReasonInput } from './escalate-case.graph.ts'
import { type Leaving, type Preview, previewEscalation } from './preview-escalation.ts'

const EscalationPreviewInput = builder.inputType('EscalationPreviewInput', {
  description: 'The form so far. What is not filled in yet may be left out.',
  fields: (t) => ({
    category: t.string({ defaultValue: 'other', required: true }),
    urgency: t.string({ defaultValue: 'routine', required: true }),
    seeWorker: t.string({ defaultValue: 'no', required: true }),
    question: t.string({ defaultValue: '', required: true }),
    nursePlan: t.string({ defaultValue: '', required: true }),
    summary: t.string({ defaultValue: '', required: true }),
    jobAndHazards: t.string({ defaultValue: '', required: true }),
    adjustmentsTried: t.string({ defaultValue: '', required: true }),
    facts: t.field({ type: ClinicalFactsInput, required: true }),
    addedReasons: t.field({ type: [NurseReasonInput], required: true, defaultValue: [] }),
    overruled: t.field({ type: [NurseReasonInput], required: true, defaultValue: [] }),
    exclusions: t.field({ type: [ExclusionInput], required: true, defaultValue: [] }),
    prefersOwnEmployer: t.boolean({ defaultValue: false, required: true }),
    specialistsShown: t.boolean({ defaultValue: false, required: true }),
    objectionsAsked: t.boolean({ defaultValue: false, required: true }),
    inHousePhysicianAsked: t.boolean({ defaultValue: false, required: true }),
    safetyFlag: t.boolean({ defaultValue: false, required: true }),
    warningsSeen: t.boolean({ defaultValue: false, required: true }),
  }),
})

type Fired = Preview['fired'][number]
const FiredRule = builder.objectRef<Fired>('FiredRule').implement({
  description: 'A rule that calls for this case to be sent up.',
  fields: (t) => ({
    rule: t.exposeString('id', { nullable: false, description: 'The stable word.' }),
    title: t.exposeString('title', { nullable: false }),
    kind: t.exposeString('kind', { nullable: false, description: 'may, should or must.' }),
    source: t.exposeString('source', { nullable: false }),
    mayOverrule: t.exposeBoolean('nurseMayOverrule', { nullable: false, description: 'You may set it aside, with a reason.' }),
  }),
})

const EscalationRule = builder.objectRef<Preview['rules'][number]>('EscalationRule').implement({
  description: 'A reason to escalate.',
  fields: (t) => ({
    rule: t.exposeString('id', { nullable: false, description: 'The stable word.' }),
    title: t.exposeString('title', { nullable: false }),
    kind: t.exposeString('kind', { nullable: false, description: 'may, should or must.' }),
    source: t.exposeString('source', { nullable: false }),
  }),
})

const InTheWay = builder.objectRef<Preview['against'][number]>('InTheWay').implement({
  description: 'What still stands in the way of sending it.',
  fields: (t) => ({
    word: t.exposeString('word', { nullable: false }),
    sentence: t.exposeString('sentence', { nullable: false }),
    source: t.exposeString('source', { nullable: false, description: 'Empty for a slip in the form.' }),
  }),
})

const WhatLeaves = builder.objectRef<Leaving>('WhatLeaves').implement({
  description: 'One thing that leaves the trust with an escalation.',
  fields: (t) => ({
    field: t.exposeString('field', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    seenBy: t.exposeString('seenBy', { nullable: false, description: 'queue, routing or content.' }),
    why: t.exposeString('why', { nullable: false }),
  }),
})

type TextField = { readonly field: string; readonly title: string; readonly max: number }
const EscalationText = builder.objectRef<TextField>('EscalationText').implement({
  description: 'A free text of the form.',
  fields: (t) => ({
    field: t.exposeString('field', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    max: t.exposeInt('max', { nullable: false, description: 'Characters a person sees.' }),
  }),
})

const EscalationPreview = builder.objectRef<Preview>('EscalationPreview').implement({
  description: 'What would happen if the form were sent now. Nothing is kept and nothing leaves.',
  fields: (t) => ({
    version: t.exposeInt('version', { nullable: false, description: 'Of the case: the form’s expectedVersion.' }),
    fired: t.field({ type: [FiredRule], nullable: false, resolve: ({ fired }) => [...fired] }),
    rules: t.field({
      type: [EscalationRule],
      nullable: false,
      description: 'Every reason there is.',
      resolve: ({ rules }) => [...rules],
    }),
    gate: t.expose('gate', { type: Gate, description: 'Null while none is recorded.' }),
    against: t.field({
      type: [InTheWay],
      nullable: false,
      description: 'Empty when it could be sent.',
      resolve: ({ against }) => [...against],
    }),
    warnings: t.field({ type: [IdentifyingWords], nullable: false, resolve: ({ warnings }) => [...warnings] }),
    leaves: t.field({ type: [WhatLeaves], nullable: false, resolve: ({ leaves }) => [...leaves] }),
    texts: t.field({
      type: [EscalationText],
      nullable: false,
      resolve: () => Object.entries(ESCALATION_TEXT).map(([field, { title, max }]) => ({ field, title, max })),
    }),
    ageBand: t.exposeString('ageBand', { nullable: false, description: 'What leaves in place of the date of birth.' }),
    department: t.exposeString('department', { nullable: false }),
    acceptBy: t.expose('acceptBy', { type: 'LondonDate', description: 'Null while something stands in the way.' }),
    dueOn: t.expose('dueOn', { type: 'LondonDate', description: 'Null while something stands in the way.' }),
    workerIsDoctor: t.exposeBoolean('workerIsDoctor', { nullable: false }),
    absentSince: t.expose('absentSince', { type: 'LondonDate' }),
    inHousePhysician: t.exposeString('inHousePhysician', { nullable: false, description: 'none-in-post, asked or not-asked.' }),
  }),
})

builder.queryField('escalationPreview', (t) =>
  t.field({
    type: EscalationPreview,
    description: 'Which rules fire and why, how the gate stands, and what would leave the trust. For nurses and physicians.',
    args: {
      trust: t.arg.id({ required: true }),
      caseId: t.arg.id({ required: true }),
      form: t.arg({ type: EscalationPreviewInput, required: true }),
    },
    resolve: async (_root, { trust, caseId, form }, context) => {
      requireServed(context, { trust })
      return shown(await previewEscalation(context.spoke, context.actor, { ...form, caseId }))
    },
  }),
)
