import { DIMENSIONS, LEVELS } from '@oh/disclosure'
import type { PeriodKind } from '@oh/kernel'
import { builder } from '../builder.ts'
import { ShownRef } from './measure.graph.ts'
import type { Figure } from './read-figures.ts'

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year']

export const PeriodKindEnum = builder.enumType('PeriodKind', { values: KINDS, description: 'Month, quarter or financial year.' })
export const LevelEnum = builder.enumType('FigureLevel', { values: LEVELS, description: 'Whose figures.' })

export const GridShapeEnum = builder.enumType('FiguresBy', {
  values: { staff_group: { value: 'staff-group' }, reason_group: { value: 'reason-group' }, both: { value: 'both' } } as const,
  description: 'By what figures are divided: staff group, reason for the referral, or both together.',
})

const GroupRef = builder.objectRef<{ readonly id: string; readonly title: string }>('FigureGroup').implement({
  description: 'One staff group, or one group of reasons, as figures are divided by them.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
  }),
})

const groupOf = (dimension: (typeof DIMENSIONS)[number]['id'], id: string | undefined) =>
  DIMENSIONS.find((each) => each.id === dimension)?.values.find((value) => value.id === id) ?? null

export const FigureRef = builder.objectRef<Figure>('Figure').implement({
  description: 'One published figure. It never changes: the same cell of the same publication is the same for ever.',
  fields: (t) => ({
    measure: t.exposeID('measure', { nullable: false }),
    level: t.expose('level', { type: LevelEnum, nullable: false }),
    area: t.exposeID('area', { nullable: false, description: 'ODS code of the trust, ICS or region; ENG for England.' }),
    period: t.exposeString('period', { nullable: false, description: '2026-10, 2026/27-Q2 or 2026/27.' }),
    staffGroup: t.field({
      type: GroupRef,
      description: 'Of a grid, whose figure it is; null where figures are not divided by staff group.',
      resolve: ({ staffGroup }) => groupOf('staff-group', staffGroup),
    }),
    reasonGroup: t.field({
      type: GroupRef,
      description: 'Of a grid, what the referrals were about; null where figures are not divided by reason.',
      resolve: ({ reasonGroup }) => groupOf('reason-group', reasonGroup),
    }),
    numerator: t.expose('numerator', { type: ShownRef, nullable: false }),
    denominator: t.expose('denominator', { type: ShownRef, nullable: false }),
    ratio: t.expose('ratio', { type: ShownRef, nullable: false, description: 'Numerator over denominator, both as published.' }),
    contributors: t.exposeInt('contributors', { nullable: false, description: 'Organisations in the figure.' }),
    expected: t.exposeInt('expected', { nullable: false, description: 'Organisations that ought to be in it.' }),
    staffCovered: t.exposeInt('staffCovered', { nullable: false, description: 'Whole percentage of their staff.' }),
    publication: t.exposeInt('publication', { nullable: false, description: 'Number of the publication it stands in.' }),
    revised: t.exposeBoolean('revised', {
      description:
        'It stands in the refresh of its year and is not what was published before. See the earlier publication for that.',
    }),
    policy: t.exposeInt('policy', {
      nullable: false,
      description: 'Version of the disclosure policy.',
    }),
    synthetic: t.exposeBoolean('synthetic', { nullable: false, description: 'Some of what it counts is made up.' }),
  }),
})
