import { builder } from '../builder.ts'
import { GridShapeEnum, LevelEnum, PeriodKindEnum } from './figure.graph.ts'
import { type Grain, type GrainsOfGrid, type GrainsOfMeasure, READERS_OF } from './read-catalogue.ts'

const GrainRef = builder.objectRef<Grain>('CatalogueGrain').implement({
  description: 'Figures of a measure that can be shown at a level for a length of period.',
  fields: (t) => ({
    level: t.expose('level', { type: LevelEnum, nullable: false }),
    kind: t.expose('kind', { type: PeriodKindEnum, nullable: false }),
    suppressed: t.exposeFloat('suppressed', {
      description:
        'Share of its figures with a part that is confidential in the newest publication that has any, 0 to 1: what to expect of the next. Null before the first.',
    }),
    figures: t.exposeInt('figures', { nullable: false, description: 'How many figures that share is of.' }),
    period: t.exposeString('period', { description: 'The period that they are of.' }),
  }),
})

const GridRef = builder.objectRef<GrainsOfGrid>('CatalogueGrid').implement({
  description: 'What may be asked of a measure divided by a dimension, or by both together.',
  fields: (t) => ({
    by: t.expose('shape', { type: GridShapeEnum, nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    finest: t.exposeString('finest', { nullable: false, description: 'Its finest grain, in words.' }),
    grains: t.field({ type: [GrainRef], nullable: false, resolve: ({ grains }) => [...grains] }),
  }),
})

export const CatalogueRowRef = builder.objectRef<GrainsOfMeasure>('CatalogueRow').implement({
  description: 'What may be asked of a measure. What is not here cannot be asked.',
  fields: (t) => ({
    measure: t.exposeID('measure', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
    kind: t.string({
      nullable: false,
      description: 'person: protected. resource: posts, exact.',
      resolve: ({ kind }) => kind,
    }),
    finest: t.exposeString('finest', { nullable: false, description: 'Its finest grain, in words.' }),
    readers: t.stringList({
      nullable: { list: false, items: false },
      description: 'Who may read its figures, in words.',
      resolve: () => [...READERS_OF],
    }),
    grains: t.field({ type: [GrainRef], nullable: false, resolve: ({ grains }) => [...grains] }),
    grids: t.field({
      type: [GridRef],
      description: 'By what its figures can be divided; none for most measures. Null at a rollup that publishes no grids.',
      resolve: ({ grids }) => [...grids],
    }),
  }),
})
