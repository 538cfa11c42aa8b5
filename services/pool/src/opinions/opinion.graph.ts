import { builder } from '../builder.ts'
import { FITNESS_TITLES } from './opinion-words.ts'
import type { MyOpinion } from './read-opinion.ts'

export const MyOpinionRef = builder.objectRef<MyOpinion>('MyOpinion').implement({
  description: 'An opinion as its author signed it.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    authorName: t.exposeString('authorName'),
    answer: t.exposeString('answer'),
    fitness: t.exposeString('fitness', { description: 'fit, fit-with-adjustments, temporarily-unfit or unfit.' }),
    fitnessTitle: t.string({ resolve: ({ fitness }) => FITNESS_TITLES[fitness] }),
    adjustments: t.field({ type: ['String'], nullable: false, resolve: ({ adjustments }) => [...adjustments] }),
    reviewOn: t.field({
      type: 'LondonDate',
      description: 'Null when no review is asked for.',
      resolve: ({ reviewOn }) => reviewOn ?? null,
    }),
    adviceToNurse: t.exposeString('adviceToNurse'),
    signedAt: t.expose('signedAt', { type: 'Instant' }),
  }),
})
