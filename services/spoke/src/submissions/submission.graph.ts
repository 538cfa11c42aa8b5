import { badInput } from '@oh/graph'
import { asMonth, type Month } from '@oh/kernel'
import { type Count, findMeasure, type LookAgain, type Measure } from '@oh/measures'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { Trust } from '../service/trust.graph.ts'
import { type GridRow, type GridView, gridsOf } from './grid-view.ts'
import { type ListedMonth, listMonths } from './list-months.ts'
import { type CountView, type MonthView, readSubmission } from './read-submission.ts'
import { type SignedOff, signOffSubmission } from './sign-off-submission.ts'
import { type SentView, SUBMISSION_STATE_TITLES, submissionSentence } from './standing.ts'

const LOOK_AGAIN: Readonly<Record<LookAgain, string>> = {
  'nothing-counted': 'Nothing was counted: 0 of 0.',
  'much-more': 'At least twice as many as in the month sent before.',
  'much-less': 'At most half as many as in the month sent before.',
  'share-jumped': 'The share has moved by 20 percentage points or more since the month sent before.',
}

const SubmissionReason = builder.objectRef<string>('SubmissionReason').implement({
  description: 'Why a submission was refused.',
  fields: (t) => ({
    word: t.string({ nullable: false, description: 'The stable word.', resolve: (word) => word }),
    sentence: t.string({ nullable: false, resolve: submissionSentence }),
  }),
})

const SentSubmission = builder.objectRef<SentView>('SentSubmission').implement({
  description: 'One sign-off of a month, and what became of it.',
  fields: (t) => ({
    restatement: t.exposeInt('restatement', { nullable: false, description: '1 for the first; each restatement is one more.' }),
    signedOffAt: t.expose('signedOffAt', { type: 'Instant', nullable: false }),
    signedOffByName: t.exposeString('signedOffByName', { nullable: false }),
    state: t.exposeString('state', { nullable: false, description: 'sent, taken-in, waiting, refused or published.' }),
    stateTitle: t.string({ nullable: false, resolve: ({ state }) => SUBMISSION_STATE_TITLES[state] }),
    reasons: t.field({
      type: [SubmissionReason],
      nullable: false,
      description: 'Why it was refused; empty otherwise.',
      resolve: ({ reasons }) => [...reasons],
    }),
    answeredAt: t.expose('answeredAt', { type: 'Instant', description: 'Null while the rollup has not answered.' }),
    publication: t.exposeInt('publication', { description: 'Number of the publication that these figures stand in.' }),
    publishedAt: t.expose('publishedAt', { type: 'Instant' }),
    waitsFor: t.exposeString('waitsFor', {
      description: 'The financial year at whose refresh these figures count, when they came after their month was published.',
    }),
    waitsBehind: t.exposeInt('waitsBehind', { description: 'Number of the publication of the month that they came after.' }),
    waitsSince: t.expose('waitsSince', { type: 'Instant', description: 'When that was published.' }),
  }),
})

const ServiceMonth = builder.objectRef<ListedMonth>('ServiceMonth').implement({
  description: 'How a closed month of one employer stands. For the head of service.',
})
const MonthToSignOff = builder.objectRef<MonthView>('MonthToSignOff').implement({
  description: 'A closed month of one employer, counted now from the tables of the service. For the head of service.',
})

for (const month of [ServiceMonth, MonthToSignOff] as const)
  builder.objectFields(month, (t) => ({
    month: t.exposeString('month', { nullable: false, description: 'Such as 2026-10.' }),
    employer: t.id({ nullable: false, description: 'ODS code.', resolve: ({ employer }) => employer.code }),
    employerName: t.string({ nullable: false, resolve: ({ employer }) => employer.name }),
    state: t.string({
      nullable: false,
      description: 'not-sent, sent, taken-in, waiting, refused or published: as its last sign-off.',
      resolve: ({ standing }) => standing.state,
    }),
    stateTitle: t.string({ nullable: false, resolve: ({ standing }) => SUBMISSION_STATE_TITLES[standing.state] }),
    sent: t.field({
      type: [SentSubmission],
      nullable: false,
      description: 'Every sign-off, the newest first.',
      resolve: ({ standing }) => [...standing.sent],
    }),
  }))

const MonthCount = builder.objectRef<Count>('MonthCount').implement({
  description: 'What was counted, out of what. Exact: for the service itself only.',
  fields: (t) => ({
    numerator: t.exposeInt('numerator', { nullable: false }),
    denominator: t.exposeInt('denominator', { nullable: false }),
  }),
})

const MeasuredMonth = builder.objectRef<CountView>('MeasuredMonth').implement({
  description: 'One measure of a month, beside what was sent of it.',
  fields: (t) => ({
    measure: t.exposeID('measure', { nullable: false }),
    version: t.exposeInt('version', { nullable: false }),
    title: t.string({ nullable: false, resolve: ({ measure }) => definitionOf(measure).title }),
    unit: t.string({
      nullable: false,
      description: 'percent, per-1000 or wte-per-1000 (numerator in hundredths of a WTE).',
      resolve: ({ measure }) => definitionOf(measure).unit,
    }),
    numeratorIs: t.string({ nullable: false, resolve: ({ measure }) => definitionOf(measure).numerator }),
    denominatorIs: t.string({ nullable: false, resolve: ({ measure }) => definitionOf(measure).denominator }),
    exclusions: t.string({ nullable: false, resolve: ({ measure }) => definitionOf(measure).exclusions }),
    now: t.field({ type: MonthCount, nullable: false, resolve: (row) => row }),
    sent: t.field({
      type: MonthCount,
      description: 'As last signed off for this month; null before the first sign-off.',
      resolve: ({ sent }) => sent ?? null,
    }),
    before: t.field({ type: MonthCount, description: 'Of the month sent before.', resolve: ({ before }) => before ?? null }),
    lookAgain: t.stringList({
      nullable: { list: false, items: false },
      description: 'What to look at again before signing off. None of it makes the figure wrong.',
      resolve: ({ lookAgain }) => lookAgain.map((word) => LOOK_AGAIN[word]),
    }),
  }),
})

const MonthGridRow = builder.objectRef<GridRow>('MonthGridRow').implement({
  description: 'One staff group in the grid of a measure.',
  fields: (t) => ({
    staffGroup: t.exposeID('staffGroup', { nullable: false, description: 'The stable word.' }),
    title: t.exposeString('title', { nullable: false }),
    counts: t.field({
      type: [MonthCount],
      nullable: false,
      description: 'One for each group of reasons, in their order.',
      resolve: ({ counts }) => [...counts],
    }),
    total: t.expose('total', { type: MonthCount, nullable: false }),
  }),
})

const MonthGrid = builder.objectRef<GridView>('MonthGrid').implement({
  description: 'How the count of a measure is made up, by staff group and group of reasons. Exact: for the service itself only.',
  fields: (t) => ({
    measure: t.exposeID('measure', { nullable: false }),
    title: t.string({ nullable: false, resolve: ({ measure }) => definitionOf(measure).title }),
    reasonGroups: t.stringList({
      nullable: { list: false, items: false },
      description: 'The groups of reasons, in words.',
      resolve: ({ reasonGroups }) => [...reasonGroups],
    }),
    rows: t.field({
      type: [MonthGridRow],
      nullable: false,
      description: 'Every staff group, those of which nothing was counted among them.',
      resolve: ({ rows }) => [...rows],
    }),
    totals: t.field({
      type: [MonthCount],
      nullable: false,
      description: 'One for each group of reasons, over all staff groups.',
      resolve: ({ totals }) => [...totals],
    }),
    total: t.expose('total', { type: MonthCount, nullable: false, description: 'What was counted in the month.' }),
  }),
})

builder.objectFields(MonthToSignOff, (t) => ({
  grids: t.field({
    type: [MonthGrid],
    description: 'The grids that are signed off with the counts, one for each measure that has one.',
    resolve: ({ grid }) => gridsOf(grid),
  }),
  measures: t.field({
    type: [MeasuredMonth],
    nullable: false,
    description: 'Every measure, in the order in which they are shown.',
    resolve: ({ counts }) => [...counts],
  }),
  digest: t.exposeString('digest', { nullable: false, description: 'Of these figures: it is sent with the sign-off.' }),
  floor: t.exposeInt('floor', { nullable: false, description: 'Counts of people below it are not shown by anybody.' }),
  unrecorded: t.exposeInt('unrecorded', {
    nullable: false,
    description: 'Appointments of the month of which nobody has recorded whether the worker came. They count nowhere.',
  }),
  isNew: t.exposeBoolean('isNew', { nullable: false, description: 'Not signed off yet, or other figures than were.' }),
  addsGrid: t.exposeBoolean('addsGrid', {
    description: 'These figures were signed off before there were grids, and can be signed off again with theirs.',
  }),
  isPublished: t.boolean({
    nullable: false,
    description: 'The month has been published: what is signed off from now on counts when its financial year is refreshed.',
    resolve: ({ standing }) => standing.isPublished,
  }),
  isFinal: t.boolean({
    description: 'The figures of its financial year are final: nothing is taken for it any more.',
    resolve: ({ standing }) => standing.isFinal,
  }),
  beforeMonth: t.string({ description: 'The month sent before.', resolve: ({ before }) => before ?? null }),
}))

builder.objectFields(Trust, (t) => ({
  submissions: t.field({
    type: [ServiceMonth],
    description: 'The last closed months, the newest first, with every employer served. For the head of service.',
    args: { first: t.arg.int({ required: true, description: 'How many months, 1 to 36.' }) },
    resolve: async (_trust, { first }, { spoke, actor }) => {
      if (first < 1 || first > MOST_MONTHS) throw badInput(`Ask for 1 to ${MOST_MONTHS} months.`)
      return [...shown(await listMonths(spoke, actor, first)).rows]
    },
  }),
  submission: t.field({
    type: MonthToSignOff,
    description: 'One closed month of an employer, counted now. For the head of service.',
    args: { month: t.arg.string({ required: true, description: 'Such as 2026-10.' }), employer: t.arg.id({ required: true }) },
    resolve: async (_trust, { month, employer }, { spoke, actor }) =>
      shown(await readSubmission(spoke, actor, { month: monthIn(month), employer })),
  }),
}))

const SignOffSubmissionInput = builder.inputType('SignOffSubmissionInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    month: t.string({ required: true, description: 'Such as 2026-10.' }),
    employer: t.id({ required: true, description: 'ODS code.' }),
    digest: t.string({ required: true, description: 'Of the figures that you have seen.' }),
  }),
})

const SubmissionSignedOff = builder.objectRef<SignedOff>('SubmissionSignedOff').implement({
  description: 'The month is signed off and on its way.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'signed-off',
  fields: (t) => ({
    month: t.expose('month', { type: MonthToSignOff, nullable: false }),
    isNew: t.exposeBoolean('isNew', {
      nullable: false,
      description: 'False when the same figures had been signed off before: nothing was sent again.',
    }),
  }),
})

builder.mutationField('signOffSubmission', (t) =>
  t.field({
    type: builder.unionType('SignOffSubmissionResult', { types: [SubmissionSignedOff, Refused] }),
    description:
      'Signs off a closed month of one employer and sends it. The same figures again do nothing; other figures restate it; once it is published they count when its financial year is refreshed. For the head of service.',
    args: { input: t.arg({ type: SignOffSubmissionInput, required: true }) },
    resolve: async (_root, { input: { trust, month, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await signOffSubmission(context.spoke, context.actor, { ...ask, month: monthIn(month) }))
    },
  }),
)

const MOST_MONTHS = 36

function monthIn(text: string): Month {
  const month = asMonth(text)
  if (!month) throw badInput('Enter a month such as 2026-10.')
  return month
}

function definitionOf(id: string): Measure {
  const found = findMeasure(id)
  if (!found) throw new Error('Only measures of the table are compiled.')
  return found
}
