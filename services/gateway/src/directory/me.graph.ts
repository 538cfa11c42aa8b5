import { type Membership, roleTitle } from '@oh/auth'
import { builder } from './builder.ts'
import { readMe } from './read-me.ts'

const MyRole = builder.objectRef<Membership>('MyRole').implement({
  description: 'A regional or national role that you hold today.',
  fields: (t) => ({
    role: t.exposeString('role', { nullable: false, description: 'The stable word.' }),
    title: t.string({ nullable: false, resolve: ({ role }) => roleTitle(role) }),
    scope: t.exposeString('scope', { description: 'The ICS it is for; null for a national role.' }),
  }),
})

const Me = builder.objectRef<{ person: string; memberships: readonly Membership[] }>('Me').implement({
  description: 'Whoever signed in. Roles at a service or pool are asked of that service or pool.',
  fields: (t) => ({
    person: t.exposeID('person', { nullable: false }),
    roles: t.field({ type: [MyRole], nullable: false, resolve: ({ memberships }) => [...memberships] }),
  }),
})

builder.queryField('me', (t) =>
  t.field({
    type: Me,
    nullable: false,
    resolve: (_root, _args, { directory, actor, person }) => readMe(directory, actor, person),
  }),
)
