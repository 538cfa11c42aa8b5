import { orThrow } from '../access.ts'
import { builder } from '../builder.ts'
import { England } from './published.graph.ts'
import { type Correction, readYearToRefresh, type YearToRefresh } from './read-year-to-refresh.ts'

const CorrectionRef = builder.objectRef<Correction>('Correction').implement({
  description: 'That a service sent a month after it was published, and when. No figure of it.',
  fields: (t) => ({
    employer: t.exposeID('employer', { nullable: false, description: 'ODS code.' }),
    name: t.exposeString('name', { nullable: false }),
    month: t.exposeString('month', { nullable: false, description: 'Such as 2026-01.' }),
    restatement: t.exposeInt('restatement', { nullable: false, description: '1 where nothing of the month had come in before.' }),
    receivedAt: t.expose('receivedAt', { type: 'Instant', nullable: false }),
  }),
})

const YearToRefreshRef = builder.objectRef<YearToRefresh>('YearToRefresh').implement({
  description: 'The financial year that was closed last. It is refreshed once, with every correction that waits.',
  fields: (t) => ({
    year: t.exposeString('year', { nullable: false, description: 'Such as 2025/26.' }),
    corrections: t.field({
      type: [CorrectionRef],
      nullable: false,
      description: 'What waits, by month and trust. Without one there is nothing to refresh.',
      resolve: ({ corrections }) => [...corrections],
    }),
    refreshedAs: t.int({
      description: 'Number of the publication that has refreshed it; then nothing more is taken in for it.',
      resolve: ({ refreshedAs }) => refreshedAs ?? null,
    }),
  }),
})

builder.objectFields(England, (t) => ({
  yearToRefresh: t.field({
    type: YearToRefreshRef,
    description:
      'The year that was closed last, and what waits for its refresh. For the statistician. Null before a year is closed.',
    resolve: async (_england, _args, { rollup, caller }) => {
      const found = orThrow(await readYearToRefresh(rollup, caller))
      return found.kind === 'none' ? null : found
    },
  }),
}))
