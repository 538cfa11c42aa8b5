import { cursorOf, pageOf } from '@oh/graph'
import { findTrust } from '@oh/organisations'
import type { Outcome } from '@oh/simulation'
import { isKind, orThrow, resultOf } from '../answers.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { idempotencyKey, studyIdIn } from '../ids.ts'
import { PoolSkill } from '../specialists/skill.graph.ts'
import { STUDY_STATES } from '../studies/study.ts'
import type { PreviewResult } from './preview-kind.ts'
import { previewPolicy } from './preview-policy.ts'
import { listPreviews, type Preview, readPreview } from './read-previews.ts'
import { draftOf, Settings, SettingsInput } from './settings.graph.ts'
import { switchBackPolicy, switchOnPolicy } from './switch-on-policy.ts'

const State = builder.enumType('PreviewState', { values: STUDY_STATES })

const ServiceEffect = builder.objectRef<Outcome['byService'][number]>('PreviewedService').implement({
  fields: (t) => ({
    employer: t.exposeString('employer', { nullable: false }),
    employerName: t.string({ resolve: ({ employer }) => findTrust(employer)?.name ?? null }),
    cases: t.exposeInt('cases', { nullable: false }),
    ok: t.exposeFloat('ok', { nullable: false }),
    meanWait: t.exposeFloat('meanWait', { nullable: false }),
  }),
})

const SkillEffect = builder.objectRef<Outcome['bySkill'][number]>('PreviewedSkill').implement({
  fields: (t) => ({
    skill: t.field({ type: PoolSkill, nullable: false, resolve: ({ skill }) => skill }),
    cases: t.exposeInt('cases', { nullable: false }),
    ok: t.exposeFloat('ok', { nullable: false }),
    meanWait: t.exposeFloat('meanWait', { nullable: false }),
    p95Wait: t.exposeFloat('p95Wait', { nullable: false }),
  }),
})

const Effect = builder.objectRef<Outcome>('PreviewedEffect').implement({
  description: 'How the past weeks would have gone by one policy. Shares are from 0 to 1, waits in working days.',
  fields: (t) => ({
    cases: t.exposeInt('cases', { nullable: false, description: 'Due within the weeks, or seen in them.' }),
    ok: t.exposeFloat('ok', { nullable: false, description: 'Seen in time, with the right skill and without a conflict.' }),
    meanWait: t.exposeFloat('meanWaitWorkingDays', { nullable: false }),
    p95Wait: t.exposeFloat('p95WaitWorkingDays', { nullable: false }),
    worstWait: t.exposeFloat('worstWaitWorkingDays', { nullable: false }),
    use: t.exposeFloat('use', { nullable: false, description: 'Of the hours of the sessions.' }),
    gini: t.exposeFloat('gini', { nullable: false, description: 'Between employers: 0 when all fare alike.' }),
    worstService: t.exposeFloat('worstService', {
      nullable: false,
      description: 'Share in time of the employer that fared worst.',
    }),
    urgentOk: t.exposeFloat('urgentOk', { nullable: false, description: 'Share in time of the urgent ones.' }),
    breaches: t.exposeInt('breaches', { nullable: false, description: 'Hard rules broken, by an independent checker.' }),
    byService: t.field({ type: [ServiceEffect], nullable: false, resolve: ({ byService }) => [...byService] }),
    bySkill: t.field({ type: [SkillEffect], nullable: false, resolve: ({ bySkill }) => [...bySkill] }),
  }),
})

const Weeks = builder.objectRef<PreviewResult['weeks']>('PreviewedWeeks').implement({
  fields: (t) => ({
    from: t.exposeString('from', { nullable: false }),
    until: t.exposeString('until', { nullable: false }),
    cases: t.exposeInt('cases', { nullable: false, description: 'Escalations whose workers were to be seen.' }),
    sessions: t.exposeInt('sessions', { nullable: false }),
  }),
})

const PreviewRef = builder.objectRef<Preview>('RoutingPolicyPreview').implement({
  description: 'A draft of the routing policy, played on the past weeks of the pool beside the policy in force.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    askedAt: t.expose('askedAt', { type: 'Instant', nullable: false }),
    state: t.expose('state', { type: State, nullable: false }),
    finishedAt: t.expose('finishedAt', { type: 'Instant' }),
    failure: t.exposeString('failure', { description: 'Why there is no result.' }),
    draft: t.expose('draft', { type: Settings, nullable: false }),
    againstVersion: t.int({ nullable: false, resolve: ({ against }) => against.version }),
    against: t.field({ type: Settings, nullable: false, resolve: ({ against }) => against.policy }),
    weeks: t.field({ type: Weeks, resolve: ({ result }) => result?.weeks ?? null }),
    effectInForce: t.field({
      type: Effect,
      description: 'By the policy in force then.',
      resolve: ({ result }) => result?.against ?? null,
    }),
    effectOfDraft: t.field({ type: Effect, resolve: ({ result }) => result?.draft ?? null }),
  }),
})

const PreviewPage = builder.objectRef<ReturnType<typeof pageOf<Preview>>>('RoutingPolicyPreviewPage').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [PreviewRef], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryFields((t) => ({
  routingPolicyPreview: t.field({
    type: PreviewRef,
    description: 'One preview. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
    resolve: async (_root, { ics, id }, context) => {
      requireServed(context, { ics })
      return orThrow(await readPreview(context.pool, context.caller, studyIdIn(id))).preview
    },
  }),
  routingPolicyPreviews: t.field({
    type: PreviewPage,
    description: 'Previews that were asked for, latest first. Coordinators only.',
    args: { ics: t.arg.id({ required: true }), first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_root, { ics, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const { previews } = orThrow(await listPreviews(context.pool, context.caller, page))
      return pageOf(previews, page.first, ({ askedAt, id }) => cursorOf(askedAt, id))
    },
  }),
}))

const PreviewAsked = builder.objectRef<{ readonly kind: 'asked'; readonly id: string }>('RoutingPolicyPreviewAsked').implement({
  description: 'The preview is under way.',
  isTypeOf: isKind('asked'),
  fields: (t) => ({ previewId: t.exposeID('id', { nullable: false }) }),
})

const PreviewInput = builder.inputType('PreviewRoutingPolicyInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    settings: t.field({ type: SettingsInput, required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const SwitchedOn = builder.objectRef<{ readonly kind: 'switched-on'; readonly id: string }>('RoutingPolicySwitchedOn').implement({
  description: 'It routes from now on.',
  isTypeOf: isKind('switched-on'),
  fields: (t) => ({ version: t.int({ nullable: false, resolve: ({ id }) => Number(id) }) }),
})

const SwitchOnInput = builder.inputType('SwitchOnRoutingPolicyInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    previewId: t.id({ required: true, description: 'A finished preview of the draft, at most 7 days old.' }),
    why: t.string({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

const SwitchBackInput = builder.inputType('SwitchBackRoutingPolicyInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    version: t.int({ required: true, description: 'One that was in force in the last 30 days.' }),
    why: t.string({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationFields((t) => ({
  previewRoutingPolicy: t.field({
    type: builder.unionType('PreviewRoutingPolicyResult', { types: [PreviewAsked, Refused] }),
    nullable: false,
    description: 'Plays a draft on the past weeks of the pool. Refused with every reason when it may not be used.',
    args: { input: t.arg({ type: PreviewInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { draft: draftOf(input.settings), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('asked', await previewPolicy(context.pool, context.caller, ask))
    },
  }),
  switchOnRoutingPolicy: t.field({
    type: builder.unionType('SwitchOnRoutingPolicyResult', { types: [SwitchedOn, Refused] }),
    nullable: false,
    description: 'Switches on the draft of a finished preview, with a reason that is kept.',
    args: { input: t.arg({ type: SwitchOnInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { previewId, why } = input
      const ask = { previewId: studyIdIn(previewId), why, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('switched-on', await switchOnPolicy(context.pool, context.caller, ask))
    },
  }),
  switchBackRoutingPolicy: t.field({
    type: builder.unionType('SwitchBackRoutingPolicyResult', { types: [SwitchedOn, Refused] }),
    nullable: false,
    description: 'Puts the settings of an earlier policy in force again, as a new version.',
    args: { input: t.arg({ type: SwitchBackInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { version, why } = input
      const ask = { version, why, key: idempotencyKey(input.idempotencyKey) }
      return resultOf('switched-on', await switchBackPolicy(context.pool, context.caller, ask))
    },
  }),
}))
