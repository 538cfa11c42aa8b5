import { isValue, markTitleOf, type Shown } from '@oh/disclosure'
import { builder } from '../builder.ts'
import { PoolTimeRef } from '../job-plans/pool-time.graph.ts'
import { PoolSkill } from '../specialists/skill.graph.ts'
import { FREE_DAYS, type PoolCapacity, type SkillCapacity } from './read-capacity.ts'

export const LiveShown = builder.objectRef<Shown>('LiveShown').implement({
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

const SkillCapacityRef = builder.objectRef<SkillCapacity>('SkillCapacity').implement({
  description: 'What the pool has of one skill.',
  fields: (t) => ({
    skill: t.field({ type: PoolSkill, nullable: false, resolve: ({ skill }) => skill }),
    specialists: t.exposeInt('specialists', { nullable: false }),
    freeSessions: t.exposeInt('freeSessions', { nullable: false }),
  }),
})

export const PoolCapacityRef = builder.objectRef<PoolCapacity>('PoolCapacity').implement({
  description: 'What a pool can do now.',
  fields: (t) => ({
    asOf: t.expose('asOf', { type: 'Instant', nullable: false, description: 'When the pool counted.' }),
    specialists: t.exposeInt('specialists', {
      nullable: false,
      description: 'Who has every right to work today, on leave or not.',
    }),
    freeSessions: t.exposeInt('freeSessions', {
      nullable: false,
      description: `Sessions with room for a case within ${FREE_DAYS} days.`,
    }),
    nextFreeAt: t.expose('nextFreeAt', { type: 'Instant', description: 'Null when no session has room.' }),
    underWay: t.expose('underWay', {
      type: LiveShown,
      nullable: false,
      description: 'Escalations not answered yet, counted once a day; confidential while fewer than three trusts have any.',
    }),
    time: t.field({ type: PoolTimeRef, nullable: false, resolve: ({ time }) => time }),
    skills: t.field({ type: [SkillCapacityRef], nullable: false, resolve: ({ skills }) => [...skills] }),
  }),
})
