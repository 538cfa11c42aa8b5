import type { Suppression } from '@oh/disclosure'
import { badInput, cursorOf, pageOf, readMomentPage, readPage, refusedAnswer } from '@oh/graph'
import { asMonth, isUuid } from '@oh/kernel'
import { orThrow } from '../access.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { GridShapeEnum, LevelEnum, PeriodKindEnum } from '../publications/figure.graph.ts'
import { measureIn } from '../publications/figure-input.ts'
import { ShownRef } from '../publications/measure.graph.ts'
import { POPULATIONS } from '../publications/populations.ts'
import type { PreparedCell } from '../publications/prepared-cells.ts'
import { England } from '../publications/published.graph.ts'
import type { PopulationReport } from '../publications/weigh-years.ts'
import type { Tally } from './preparation.store.ts'
import { FIGURES_KEPT_DAYS, PREPARATION_STATES, type PreparationId } from './preparation.ts'
import type { BeingPrepared } from './prepare.ts'
import { type PrepareRefusal, prepareMonth } from './prepare-month.ts'
import { listPreparations, readPreparation, readPreparedCells, type SeenPreparation } from './read-preparations.ts'

const SENTENCES: Readonly<Record<PrepareRefusal, string>> = {
  'month-not-over': 'This month is not over yet. Prepare it after its last day.',
  'month-published': 'This month has been published. A publication is never changed.',
  'nothing-sent': 'No service has sent this month, so there is nothing to prepare.',
  'earlier-month-not-published': 'An earlier month has been sent and not published. Publish that one first.',
  'preparation-under-way': 'A month is being prepared. Wait until that is done.',
  'prepared-already': 'This month is prepared, and nothing was sent since. A second statistician can publish it.',
}

const StateEnum = builder.enumType('PreparationState', {
  values: PREPARATION_STATES,
  description: 'pending: its turn has not come. running: being made. ready: a second person may publish it. refused: see why.',
})

const SuppressionEnum = builder.enumType('Suppression', {
  values: ['primary', 'secondary'] as const satisfies readonly Suppression[],
  description: 'primary: by a rule about the figure itself. secondary: so that no other can be worked out from it.',
})

const Report = builder.objectRef<PopulationReport>('PreparationReport').implement({
  description: 'What was done for people who are counted once, over the whole financial year so far: all figures of them.',
  fields: (t) => ({
    population: t.exposeID('population', { nullable: false, description: 'Such as appointments, or people-served.' }),
    title: t.string({
      nullable: false,
      resolve: ({ population }) => POPULATIONS.find(({ id }) => id === population)?.title ?? 'Under an earlier policy',
    }),
    attacked: t.exposeInt('attacked', {
      nullable: false,
      description: 'Protected sums, each times those who might learn it: the public and single trusts that know their own.',
    }),
    open: t.exposeInt('open', {
      nullable: false,
      description: 'Parts of figures that the rule about the figure alone leaves open.',
    }),
    suppressed: t.exposeInt('suppressed', { nullable: false, description: 'Of these, hidden after all for the sake of others.' }),
    forContributors: t.int({
      description: 'Of these, so many for what one contributor would learn of the others in the figure.',
      resolve: ({ forContributors }) => forContributors ?? null,
    }),
    atLeast: t.exposeInt('atLeast', { nullable: false, description: 'The fewest that must be hidden, as far as is proved.' }),
    leftOut: t.int({
      nullable: false,
      description: 'Figures by staff group and reason that are not published, as they could not be proved safe.',
      resolve: ({ leftOut }) => leftOut ?? 0,
    }),
    seconds: t.float({ nullable: false, resolve: ({ milliseconds }) => milliseconds / 1_000 }),
  }),
})

const TallyRef = builder.objectRef<Tally>('PreparationTally').implement({
  description:
    'How many figures of a measure are shown and hidden at a level and for a length of period: a longer period or a higher level beside it says what a coarser grain gains.',
  fields: (t) => ({
    measure: t.exposeID('measure', { nullable: false }),
    by: t.expose('shape', { type: GridShapeEnum, description: 'By what they are divided; null where by nothing.' }),
    level: t.expose('level', { type: LevelEnum, nullable: false }),
    kind: t.expose('kind', { type: PeriodKindEnum, nullable: false }),
    cells: t.exposeInt('cells', { nullable: false, description: 'Figures with a contributor.' }),
    shown: t.exposeInt('shown', { nullable: false, description: 'Those of which nothing is hidden or lacking.' }),
    primary: t.exposeInt('primary', {
      nullable: false,
      description: 'Those with a part hidden by a rule about the figure itself.',
    }),
    secondary: t.exposeInt('secondary', { nullable: false, description: 'Those hidden for the sake of others alone.' }),
  }),
})

const Cell = builder.objectRef<PreparedCell>('PreparedFigure').implement({
  description: 'One figure as it would be published, and why a part of it is hidden. Never an exact value.',
  fields: (t) => ({
    area: t.exposeID('area', { nullable: false, description: 'ODS code of the trust, ICS or region; ENG for England.' }),
    period: t.exposeString('period', { nullable: false }),
    numerator: t.expose('numerator', { type: ShownRef, nullable: false }),
    denominator: t.expose('denominator', { type: ShownRef, nullable: false }),
    numeratorWhy: t.field({ type: SuppressionEnum, resolve: ({ why }) => why.numerator ?? null }),
    denominatorWhy: t.field({ type: SuppressionEnum, resolve: ({ why }) => why.denominator ?? null }),
    contributors: t.exposeInt('contributors', { nullable: false }),
    expected: t.exposeInt('expected', { nullable: false }),
  }),
})

const CellPage = builder.objectRef<ReturnType<typeof pageOf<PreparedCell>>>('PreparedFigurePage').implement({
  fields: (t) => ({
    rows: t.field({ type: [Cell], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const PreparationRef = builder.objectRef<SeenPreparation & { readonly tally?: readonly Tally[] }>('Preparation').implement({
  description: 'A dry run of a month: what would be published, and why what is hidden is. For statisticians.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    kind: t.exposeString('kind', {
      nullable: false,
      description: 'month, or refresh: the whole year of the month anew, which is its March.',
    }),
    month: t.exposeString('month', { nullable: false, description: 'Such as 2026-10.' }),
    state: t.expose('state', { type: StateEnum, nullable: false }),
    preparedByName: t.exposeString('preparedByName', { nullable: false }),
    askedAt: t.expose('askedAt', { type: 'Instant', nullable: false }),
    finishedAt: t.expose('finishedAt', { type: 'Instant' }),
    isCurrent: t.exposeBoolean('isCurrent', {
      nullable: false,
      description: 'It is ready, and nothing was sent or published since: it may be published as it is.',
    }),
    isOwn: t.exposeBoolean('isOwn', { nullable: false, description: 'You prepared it, so somebody else must publish it.' }),
    reasons: t.stringList({
      nullable: { list: false, items: false },
      description: 'Why it cannot be published, in sentences; none unless it is refused.',
      resolve: ({ reasons }) => [...reasons],
    }),
    report: t.field({
      type: [Report],
      nullable: false,
      description: 'What was done, by whom the figures count.',
      resolve: ({ report }) => [...report],
    }),
    figuresKept: t.boolean({
      nullable: false,
      description: `Its figures can be looked at. They are deleted when it is published, when another of its month follows, and after ${FIGURES_KEPT_DAYS} days.`,
      resolve: ({ inputs }) => inputs !== null,
    }),
    publishedAs: t.exposeInt('publishedAs', { description: 'Number of the publication that it became.' }),
    tally: t.field({
      type: [TallyRef],
      nullable: false,
      description:
        'What is shown and hidden, by measure, level and length of period. Empty in a list, and where figures are not kept.',
      resolve: ({ tally = [] }) => tally.filter(({ shape }) => shape === null),
    }),
    gridTally: t.field({
      type: [TallyRef],
      description: 'The same of figures of grids. Empty in a list.',
      resolve: ({ tally = [] }) => tally.filter(({ shape }) => shape !== null),
    }),
    figures: t.field({
      type: CellPage,
      nullable: false,
      description:
        'Its figures of one measure and level that are divided by nothing, by period and area. Of single trusts only the tally is told: statisticians read none.',
      args: {
        measure: t.arg.id({ required: true }),
        level: t.arg({ type: LevelEnum, required: true }),
        hiddenOnly: t.arg.boolean({ required: true, description: 'Only those with a part that is confidential.' }),
        first: t.arg.int({ required: true }),
        after: t.arg.string(),
      },
      resolve: async ({ id }, { measure, level, hiddenOnly, ...args }, { rollup, caller }) => {
        const { first, after } = readPage(args, 2)
        const cursor = after && ([after[0] ?? '', after[1] ?? ''] as const)
        if (level === 'trust') throw badInput('Single trusts are not shown. The tally says how many are shown and hidden.')
        const ask = { measure: measureIn(measure), level, hiddenOnly, first, after: cursor }
        const { rows } = orThrow(await readPreparedCells(rollup, caller, id, ask))
        return pageOf(rows, first, ({ period, area }) => cursorOf(period, area))
      },
    }),
  }),
})

const PreparationPage = builder.objectRef<ReturnType<typeof pageOf<SeenPreparation>>>('PreparationPage').implement({
  fields: (t) => ({
    rows: t.field({ type: [PreparationRef], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.objectFields(England, (t) => ({
  preparations: t.field({
    type: PreparationPage,
    description: 'Months prepared to be published, the newest first. For the statistician.',
    args: { first: t.arg.int({ required: true }), after: t.arg.string() },
    resolve: async (_england, args, { rollup, caller }) => {
      const page = readMomentPage(args)
      const { rows } = orThrow(await listPreparations(rollup, caller, page))
      return pageOf(rows, page.first, ({ askedAt, id }) => cursorOf(askedAt, id))
    },
  }),
  preparation: t.field({
    type: PreparationRef,
    description: 'One preparation with what is shown and hidden in it. For the statistician.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_england, { id }, { rollup, caller }) => {
      const found = orThrow(await readPreparation(rollup, caller, isUuid(id) ? (id as PreparationId) : undefined))
      return { ...found.preparation, tally: found.tally }
    },
  }),
}))

const MonthBeingPrepared = builder.objectRef<BeingPrepared>('MonthBeingPrepared').implement({
  description: 'The month is being prepared: read the preparation until it is ready or refused.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'being-prepared',
  fields: (t) => ({ id: t.exposeID('id', { nullable: false, description: 'Of the preparation.' }) }),
})

builder.mutationField('prepareMonth', (t) =>
  t.field({
    type: builder.unionType('PrepareMonthResult', { types: [MonthBeingPrepared, Refused] }),
    description:
      'Has a closed month prepared: protected, attacked and kept for a second statistician to publish. Nothing is published by it.',
    args: { month: t.arg.string({ required: true, description: 'Such as 2026-10.' }) },
    resolve: async (_root, args, { rollup, caller }) => {
      const month = asMonth(args.month)
      if (!month) throw badInput('Enter a month such as 2026-10.')
      const outcome = orThrow(await prepareMonth(rollup, caller, month))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
