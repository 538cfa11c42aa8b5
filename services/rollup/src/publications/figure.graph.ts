import { LEVELS } from '@oh/disclosure'
import type { PeriodKind } from '@oh/kernel'
import { builder } from '../builder.ts'
import { ShownRef } from './measure.graph.ts'
import type { Figure } from './read-figures.ts'

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year']

export const PeriodKindEnum = builder.enumType('PeriodKind', { values: KINDS, description: 'Month, quarter or financial year.' })
export const LevelEnum = builder.enumType('FigureLevel', { values: LEVELS, description: 'Whose figures.' })

export const FigureRef = builder.objectRef<Figure>('Figure').implement({
  description: 'One published figure. It never changes: the same cell of the same publication is the same for ever.',
  fields: (t) => ({
    measure: t.exposeID('measure', { nullable: false }),
    level: t.expose('level', { type: LevelEnum, nullable: false }),
    area: t.exposeID('area', { nullable: false, description: 'ODS code of the trust, ICS or region; ENG for England.' }),
    period: t.exposeString('period', { nullable: false, description: '2026-10, 2026/27-Q2 or 2026/27.' }),
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
