import type { pageOf } from '@oh/graph'
import { SKILLS } from '@oh/routing'
import { hoursOf } from '@oh/simulation'
import { isKind, resultOf } from '../../answers.ts'
import { builder, PageInfo, Refused } from '../../builder.ts'
import { requireServed } from '../../context.ts'
import { idempotencyKey } from '../../ids.ts'
import { callerProvedBy } from '../../memberships/proved-caller.ts'
import { PoolSkill } from '../../specialists/skill.graph.ts'
import { FAILURE_SENTENCES, STUDY_STATES, type Study } from '../study.ts'
import { askWhatIf, type WhatIfBase } from './ask-what-if.ts'
import type { Assumption, BaseFacts } from './assumptions.ts'
import { type Between, MEASURES, METHODS, type WhatIfFigure } from './figures.ts'
import { saidIn, type WhatIfStudy } from './read-what-if.ts'

const AssumptionRef = builder.objectRef<Assumption>('WhatIfAssumption').implement({
  description: 'One number that a what-if rests on.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    group: t.exposeString('group', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    value: t.exposeFloat('value', { nullable: false }),
    unit: t.exposeString('unit', { nullable: false }),
    least: t.exposeFloat('least', { nullable: false }),
    most: t.exposeFloat('most', { nullable: false }),
    origin: t.exposeString('origin', { nullable: false, description: 'counted, rota, setting, assumed or changed.' }),
    because: t.exposeString('because', { nullable: false, description: 'Where the number comes from, in a sentence.' }),
  }),
})

const WhatIfSpecialist = builder.objectRef<BaseFacts['specialists'][number]>('WhatIfSpecialist').implement({
  description: 'A specialist of the base: whoever may work today.',
  fields: (t) => ({
    id: t.exposeID('specialistId', { nullable: false }),
    fullName: t.exposeString('fullName', { nullable: false }),
    skills: t.field({ type: [PoolSkill], nullable: false, resolve: ({ skills }) => [...skills] }),
    clinicHours: t.float({ nullable: false, description: 'A week, by the rota.', resolve: (specialist) => hoursOf(specialist) }),
  }),
})

const WhatIfTrust = builder.objectRef<BaseFacts['trusts'][number]>('WhatIfTrust').implement({
  description: 'A trust where somebody could be employed.',
  fields: (t) => ({
    code: t.exposeID('code', { nullable: false }),
    name: t.exposeString('name', { nullable: false }),
  }),
})

export const WhatIfBaseRef = builder.objectRef<WhatIfBase>('WhatIfBase').implement({
  description: 'What a what-if starts from: the pool as it knows itself. Counts of people are rounded before they come in.',
  fields: (t) => ({
    specialists: t.field({ type: [WhatIfSpecialist], nullable: false, resolve: ({ facts }) => [...facts.specialists] }),
    trusts: t.field({ type: [WhatIfTrust], nullable: false, resolve: ({ facts }) => [...facts.trusts] }),
    skills: t.field({ type: [PoolSkill], nullable: false, resolve: () => [...SKILLS] }),
    assumptions: t.field({ type: [AssumptionRef], nullable: false, resolve: ({ assumptions }) => [...assumptions] }),
  }),
})

const BetweenRef = builder.objectRef<Between>('WhatIfBetween').implement({
  description: 'A figure and where it lies: the 95% interval of a simulation, or what brackets a formula.',
  fields: (t) => ({
    value: t.float({ description: 'Null where nobody can ever be seen.', resolve: ({ value }) => value ?? null }),
    low: t.float({ resolve: ({ low }) => low ?? null }),
    high: t.float({ resolve: ({ high }) => high ?? null }),
  }),
})

const Measure = builder.enumType('WhatIfMeasure', {
  description: 'wait: mean working days to the appointment. in_target: share. use: share of the clinic hours.',
  values: Object.fromEntries(MEASURES.map((value) => [value.replace('-', '_'), { value }])),
})
const Method = builder.enumType('WhatIfMethod', { values: METHODS })

const FigureRef = builder.objectRef<WhatIfFigure>('WhatIfFigure').implement({
  description: 'One figure without the changes and with them.',
  fields: (t) => ({
    skill: t.field({ type: PoolSkill, description: 'Null: all cases.', resolve: ({ skill }) => skill ?? null }),
    measure: t.field({ type: Measure, nullable: false, resolve: ({ measure }) => measure }),
    method: t.field({ type: Method, nullable: false, resolve: ({ method }) => method }),
    base: t.field({ type: BetweenRef, resolve: ({ base }) => base ?? null }),
    changed: t.field({ type: BetweenRef, resolve: ({ changed }) => changed ?? null }),
    difference: t.field({
      type: BetweenRef,
      description: 'Changed less base; of a simulation by repeats in pairs.',
      resolve: ({ difference }) => difference ?? null,
    }),
  }),
})

const STATE_TITLES: Readonly<Record<Study['state'], string>> = {
  asked: 'Waits for its turn',
  running: 'Being computed',
  done: 'Done',
  failed: 'Not computed',
}
const StudyState = builder.enumType('StudyState', { values: STUDY_STATES })

export const WhatIfStudyRef = builder.objectRef<WhatIfStudy>('WhatIfStudy').implement({
  description: 'A what-if that was asked: by formula at once, by simulation when that is done.',
  fields: (t) => ({
    id: t.id({ nullable: false, resolve: ({ study }) => study.id }),
    askedAt: t.field({ type: 'Instant', nullable: false, resolve: ({ study }) => study.askedAt }),
    finishedAt: t.field({ type: 'Instant', resolve: ({ study }) => study.finishedAt }),
    state: t.field({ type: StudyState, nullable: false, resolve: ({ study }) => study.state }),
    stateTitle: t.string({ nullable: false, resolve: ({ study }) => STATE_TITLES[study.state] }),
    failure: t.string({
      description: 'Why it was not computed; null unless it failed.',
      resolve: ({ study }) => (study.failedFor ? FAILURE_SENTENCES[study.failedFor] : null),
    }),
    changes: t.stringList({ nullable: false, resolve: ({ said }) => [...said] }),
    assumptions: t.field({ type: [AssumptionRef], nullable: false, resolve: ({ assumptions }) => [...assumptions] }),
    figures: t.field({ type: [FigureRef], nullable: false, resolve: ({ figures }) => [...figures] }),
    baseStable: t.boolean({
      nullable: false,
      description: 'False: without any surge some queue grows for ever, so the figures are of these weeks only.',
      resolve: ({ stable }) => stable.base,
    }),
    changedStable: t.boolean({ nullable: false, resolve: ({ stable }) => stable.changed }),
  }),
})

const WhatIfRow = builder.objectRef<Study>('WhatIfRow').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    askedAt: t.expose('askedAt', { type: 'Instant', nullable: false }),
    state: t.field({ type: StudyState, nullable: false, resolve: ({ state }) => state }),
    stateTitle: t.string({ nullable: false, resolve: ({ state }) => STATE_TITLES[state] }),
    changes: t.stringList({ nullable: false, resolve: (study) => [...saidIn(study)] }),
  }),
})

export const WhatIfPage = builder.objectRef<ReturnType<typeof pageOf<Study>>>('WhatIfPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [WhatIfRow], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const WhatIfChangeInput = builder.inputType('WhatIfChangeInput', {
  description: 'One thing that is to be different; what is not of its kind is left out.',
  fields: (t) => ({
    kind: t.string({ required: true, description: 'move-pas, more-clinic, add-wte, lose-specialist or surge.' }),
    pas: t.float({ description: 'PAs of clinics a week: move-pas, more-clinic.' }),
    from: t.id({ description: 'The specialist who gives or goes: move-pas, lose-specialist.' }),
    to: t.id({ description: 'The specialist who gets: move-pas, more-clinic.' }),
    wte: t.float({ description: 'add-wte.' }),
    trust: t.id({ description: 'Where whoever is added works: add-wte.' }),
    skills: t.stringList({ description: 'Of whoever is added: add-wte.' }),
    factor: t.float({ description: 'Times the usual cases: surge.' }),
    fromWeek: t.int({ description: 'The first week is 1: surge.' }),
    weeks: t.int({ description: 'surge.' }),
  }),
})

const WhatIfValueInput = builder.inputType('WhatIfValueInput', {
  fields: (t) => ({ id: t.id({ required: true }), value: t.float({ required: true }) }),
})

const AskWhatIfInput = builder.inputType('AskWhatIfInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    changes: t.field({ type: [WhatIfChangeInput], required: true }),
    assumptions: t.field({ type: [WhatIfValueInput], required: true, description: 'Values in place of those of the base.' }),
    rolesProof: t.string({ description: 'For whoever leads the ICS: see Ics.myRolesProof.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const WhatIfAsked = builder.objectRef<{ readonly kind: 'asked'; readonly id: string }>('WhatIfAsked').implement({
  description: 'It is computed when its turn comes.',
  isTypeOf: isKind('asked'),
  fields: (t) => ({ whatIfId: t.exposeID('id', { nullable: false }) }),
})

builder.mutationField('askWhatIf', (t) =>
  t.field({
    type: builder.unionType('AskWhatIfResult', { types: [WhatIfAsked, Refused] }),
    nullable: false,
    description: 'Asks what would be different. For the coordinator of the pool and whoever leads the ICS.',
    args: { input: t.arg({ type: AskWhatIfInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const caller = await callerProvedBy(context, input.rolesProof ?? undefined)
      const changes = input.changes.map(({ skills, ...change }) => ({ ...withoutNulls(change), skills: skills ?? undefined }))
      const ask = { changes, values: input.assumptions, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('asked', await askWhatIf(context.pool, caller, ask))
    },
  }),
)

type WithoutNulls<Given> = { [Name in keyof Given]: Exclude<Given[Name], null> }
function withoutNulls<Given extends object>(given: Given): WithoutNulls<Given> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as WithoutNulls<Given>
}
