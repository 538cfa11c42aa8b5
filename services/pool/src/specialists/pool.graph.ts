import { type Role, roleTitle } from '@oh/auth'
import { findIcs, findTrust } from '@oh/organisations'
import { builder } from '../builder.ts'
import type { Pool } from '../context.ts'
import { Ics } from '../escalations/ics.graph.ts'
import { gradeTitle } from '../escalations/titles.ts'
import { readViewer, type Viewer } from '../memberships/read-viewer.ts'
import { type ListedSpecialist, readSpecialists } from './read-specialists.ts'
import { PoolSkill } from './skill.graph.ts'

const PoolSpecialist = builder.objectRef<ListedSpecialist>('PoolSpecialist').implement({
  description: 'Whoever the pool may ask: an accredited specialist, the second tier, or a trainee under supervision.',
  fields: (t) => ({
    id: t.exposeID('specialistId', { nullable: false }),
    fullName: t.exposeString('fullName', { nullable: false }),
    employer: t.exposeString('employer', { description: 'ODS code of the employing trust.' }),
    employerName: t.string({ resolve: ({ employer }) => findTrust(employer)?.name ?? null }),
    department: t.exposeString('department'),
    skills: t.field({ type: [PoolSkill], nullable: false, resolve: ({ skills }) => [...skills] }),
    grade: t.exposeString('grade', { description: 'accredited-specialist, second-tier or trainee.' }),
    gradeTitle: t.string({ resolve: ({ grade }) => gradeTitle(grade) }),
    supervisorName: t.string({
      description: 'Who countersigns what a trainee writes; null for anybody else.',
      resolve: ({ supervisorName }) => supervisorName ?? null,
    }),
    lentByName: t.string({
      description: 'The neighbouring system that lends this specialist; null for one of the pool’s own.',
      resolve: ({ lentBy }) => (lentBy === undefined ? null : (findIcs(lentBy)?.name ?? lentBy)),
    }),
    accredited: t.exposeBoolean('mayWork', {
      nullable: false,
      description:
        'True when every right that the grade is asked for holds today: accreditation, pool agreement, indemnity, honorary contract.',
    }),
  }),
})

const PoolRole = builder.objectRef<Role>('PoolRole').implement({
  description: 'A role that you hold at this pool today.',
  fields: (t) => ({
    role: t.string({ nullable: false, description: 'The stable word.', resolve: (role) => role }),
    title: t.string({ nullable: false, resolve: roleTitle }),
  }),
})

const PoolViewer = builder.objectRef<Viewer>('PoolViewer').implement({
  description: 'You, as this pool knows you.',
  fields: (t) => ({
    name: t.string({ description: 'Null when you hold no role here.', resolve: ({ name }) => name ?? null }),
    roles: t.field({ type: [PoolRole], nullable: false, resolve: ({ roles }) => [...roles] }),
  }),
})

const PoolRef = builder.objectRef<Pick<Pool, 'id'>>('Pool').implement({
  description: 'The pool of accredited specialists of an ICS.',
  fields: (t) => ({
    poolId: t.exposeID('id', { nullable: false }),
    specialists: t.field({
      type: [PoolSpecialist],
      description: 'By name; a worker is shown them before an escalation leaves the trust.',
      resolve: (_pool, _args, { pool, caller }) => readSpecialists(pool, caller),
    }),
    viewer: t.field({ type: PoolViewer, resolve: (_pool, _args, { pool, caller }) => readViewer(pool, caller) }),
  }),
})

builder.objectField(Ics, 'pool', (t) =>
  t.field({
    type: PoolRef,
    description: 'Read from the pool itself. Null when it did not answer.',
    resolve: (_ics, _args, { pool }) => pool,
  }),
)
