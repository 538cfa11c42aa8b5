import type { pageOf } from '@oh/graph'
import { builder, PageInfo } from '../builder.ts'
import { FIRST_VERSION } from './policy-in-force.ts'
import type { PolicyRow, ReadPolicy, ServedEmployer } from './read-policy.ts'
import { Settings } from './settings.graph.ts'

const PolicyVersion = builder.objectRef<PolicyRow>('RoutingPolicyVersion').implement({
  description: 'A routing policy that was switched on. It is never changed afterwards.',
  fields: (t) => ({
    version: t.exposeInt('version', { nullable: false }),
    settings: t.expose('settings', { type: Settings, nullable: false }),
    why: t.exposeString('why', { nullable: false, description: 'In the words of whoever switched it on.' }),
    switchedOnBy: t.exposeString('switchedOnByName', { nullable: false }),
    switchedOnAt: t.expose('switchedOnAt', { type: 'Instant', nullable: false }),
    previewId: t.id({
      description: 'What showed its effect beforehand; null after switching back.',
      resolve: ({ preview }) => preview,
    }),
    restores: t.exposeInt('restores', { description: 'The version whose settings it has again.' }),
  }),
})

const ServedEmployerRef = builder.objectRef<ServedEmployer>('PoolServedEmployer').implement({
  description: 'How the need of one employer is made.',
  fields: (t) => ({
    employer: t.exposeString('employer', { nullable: false, description: 'ODS code of the trust.' }),
    employerName: t.string({ resolve: ({ name }) => name ?? null }),
    staff: t.exposeInt('staff', { nullable: false, description: 'Whole-time equivalents, December 2025; 0 when not known.' }),
    hasOwn: t.exposeBoolean('hasOwn', { nullable: false, description: 'A specialist of the pool works there.' }),
    workedOut: t.exposeFloat('workedOut', { nullable: false, description: 'Share by staff and cover, from 0 to 1.' }),
    inForce: t.exposeFloat('inForce', { nullable: false, description: 'Share in the policy in force.' }),
  }),
})

interface Read extends Omit<ReadPolicy, 'history'> {
  readonly history: ReturnType<typeof pageOf<PolicyRow>>
}

const PolicyHistory = builder.objectRef<Read['history']>('RoutingPolicyHistory').implement({
  fields: (t) => ({
    rows: t.expose('rows', { type: [PolicyVersion], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

export const PolicyRef = builder.objectRef<Read>('PoolRoutingPolicy').implement({
  description: 'How a pool routes: what is in force, how its need is made, and what was in force before.',
  fields: (t) => ({
    version: t.int({ nullable: false, resolve: ({ inForce }) => inForce.version }),
    isDefault: t.boolean({
      nullable: false,
      description: 'True while nobody has switched a policy on.',
      resolve: ({ inForce }) => inForce.version === FIRST_VERSION,
    }),
    settings: t.field({ type: Settings, nullable: false, resolve: ({ inForce }) => inForce.policy }),
    switchedOn: t.field({
      type: PolicyVersion,
      description: 'By whom, when and why; null while the defaults hold.',
      resolve: ({ switchedOn }) => switchedOn ?? null,
    }),
    served: t.field({
      type: [ServedEmployerRef],
      nullable: false,
      description: 'Every trust that the pool serves today, by need.',
      resolve: ({ served }) => [...served],
    }),
    history: t.expose('history', { type: PolicyHistory, nullable: false, description: 'Latest first.' }),
  }),
})
