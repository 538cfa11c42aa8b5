import { isValue, markTitleOf, type Shown } from '@oh/disclosure'
import { MEASURES, type Measure } from '@oh/measures'
import { builder } from '../builder.ts'

export const ShownRef = builder.objectRef<Shown>('Shown').implement({
  description: 'A published value, or the mark that stands for it. Exactly one of the two is there.',
  fields: (t) => ({
    value: t.float({
      description: 'As published: people rounded, posts exact.',
      resolve: (shown) => (isValue(shown) ? shown.value : null),
    }),
    mark: t.string({
      description: 'c: confidential. x: not available. z: not applicable.',
      resolve: (shown) => (isValue(shown) ? null : shown.mark),
    }),
    markTitle: t.string({
      description: 'The mark in words.',
      resolve: (shown) => markTitleOf(shown) ?? null,
    }),
  }),
})

export const MeasureRef = builder.objectRef<Measure>('Measure').implement({
  description: 'What is counted, out of what, and on whose authority.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    version: t.exposeInt('version', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    short: t.exposeString('short', { nullable: false }),
    numerator: t.exposeString('numerator', { nullable: false }),
    denominator: t.exposeString('denominator', { nullable: false }),
    exclusions: t.exposeString('exclusions', { nullable: false }),
    source: t.exposeString('source', { nullable: false }),
    purpose: t.exposeString('purpose', { nullable: false, description: 'Workforce health, activity or quality.' }),
    unit: t.exposeString('unit', {
      nullable: false,
      description: 'percent, per-1000 or wte-per-1000 (numerator in hundredths of a WTE).',
    }),
    good: t.exposeString('good', { nullable: false, description: 'up, down or none: which way is good.' }),
    beside: t.string({ description: 'The measure it is to be read with.', resolve: ({ beside }) => beside ?? null }),
  }),
})

builder.queryField('measures', (t) =>
  t.field({
    type: [MeasureRef],
    nullable: false,
    description: 'Every measure, in the order in which they are shown. The definitions are public.',
    resolve: () => [...MEASURES],
  }),
)
