import { builder } from '../builder.ts'
import { FITNESS_TITLES } from './opinion-words.ts'
import type { AwaitingOpinion } from './read-awaiting.ts'
import type { MyOpinion } from './read-opinion.ts'

export const MyOpinionRef = builder.objectRef<MyOpinion>('MyOpinion').implement({
  description: 'An opinion that you wrote or countersigned, as it was signed.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    authorName: t.exposeString('authorName'),
    countersignedName: t.string({
      description: 'The supervisor of a trainee; null where nobody had to countersign.',
      resolve: ({ countersignedName }) => countersignedName ?? null,
    }),
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

export const AwaitingOpinionRef = builder.objectRef<AwaitingOpinion>('AwaitingOpinion').implement({
  description: 'What a trainee has written and the supervisor has not countersigned. Nothing of it has been sent.',
  fields: (t) => ({
    authorName: t.exposeString('authorName'),
    answer: t.exposeString('answer'),
    fitness: t.exposeString('fitness', { description: 'fit, fit-with-adjustments, temporarily-unfit or unfit.' }),
    fitnessTitle: t.string({ resolve: ({ fitness }) => FITNESS_TITLES[fitness] }),
    adjustments: t.field({ type: ['String'], nullable: false, resolve: ({ adjustments }) => [...adjustments] }),
    reviewOn: t.field({ type: 'LondonDate', resolve: ({ reviewOn }) => reviewOn ?? null }),
    adviceToNurse: t.exposeString('adviceToNurse'),
    writtenAt: t.expose('writtenAt', { type: 'Instant' }),
    state: t.exposeString('state', { description: 'waiting or sent-back.' }),
    comment: t.string({
      description: 'Why the supervisor sent it back; null while it waits.',
      resolve: ({ comment }) => comment ?? null,
    }),
  }),
})
