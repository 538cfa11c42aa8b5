import { isValue, markTitleOf, type Shown } from '@oh/disclosure'
import { builder } from '../builder.ts'
import type { Post } from './capacity.reads.ts'
import { occupationTitle } from './occupations.ts'
import { type Capacity, FREE_WORKING_DAYS } from './read-capacity.ts'

const LiveShown = builder.objectRef<Shown>('LiveShown').implement({
  description:
    'A live figure about people, rounded to 5 by the member itself, or the mark that stands for it. One of the two is there.',
  shareable: true,
  fields: (t) => ({
    value: t.int({ resolve: (shown) => (isValue(shown) ? shown.value : null) }),
    mark: t.string({
      description: 'c: confidential. z: not applicable.',
      resolve: (shown) => (isValue(shown) ? null : shown.mark),
    }),
    markTitle: t.string({
      description: 'The mark in words.',
      resolve: (shown) => markTitleOf(shown) ?? null,
    }),
  }),
})

const OhPost = builder.objectRef<Post>('OhPost').implement({
  description: 'Posts of one occupation in an occupational health service: organisational data, exact.',
  fields: (t) => ({
    occupation: t.exposeString('occupation', { nullable: false, description: 'The stable word.' }),
    title: t.string({ nullable: false, resolve: ({ occupation }) => occupationTitle(occupation) }),
    funded: t.float({ nullable: false, description: 'Whole-time equivalents.', resolve: ({ funded }) => funded / 100 }),
    inPost: t.float({
      nullable: false,
      description: 'Whole-time equivalents; the rest of what is funded is vacant.',
      resolve: ({ inPost }) => inPost / 100,
    }),
  }),
})

export const TrustCapacity = builder.objectRef<Capacity>('TrustCapacity').implement({
  description: 'What an occupational health service can do now.',
  fields: (t) => ({
    asOf: t.expose('asOf', { type: 'Instant', nullable: false, description: 'When the service counted.' }),
    openCases: t.expose('openCases', {
      type: LiveShown,
      nullable: false,
      description: 'People are counted once a day, by whoever asks first.',
    }),
    waiting: t.expose('waiting', {
      type: LiveShown,
      nullable: false,
      description: 'Open cases whose worker has not been seen yet.',
    }),
    typicalWait: t.expose('typicalWait', {
      type: LiveShown,
      nullable: false,
      description: 'Median working days from receipt to first appointment, of whoever was first seen in the last 91 days.',
    }),
    escalationsOut: t.expose('escalationsOut', {
      type: LiveShown,
      nullable: false,
      description: 'Escalations not answered yet.',
    }),
    nextFreeAt: t.expose('nextFreeAt', {
      type: 'Instant',
      description: 'The next free time in a clinic; null when there is none.',
    }),
    freeTimes: t.exposeInt('freeTimes', {
      nullable: false,
      description: `Free times in clinics within ${FREE_WORKING_DAYS} working days.`,
    }),
    posts: t.field({ type: [OhPost], nullable: false, resolve: ({ posts }) => [...posts] }),
    staffServed: t.expose('staffServed', { type: LiveShown, nullable: false, description: 'People served.' }),
  }),
})
