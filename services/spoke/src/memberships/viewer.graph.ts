import { type Role, roleTitle } from '@oh/auth'
import { builder } from '../builder.ts'
import { Trust } from '../service/trust.graph.ts'
import { readViewer, type Viewer as ViewerShape } from './viewer.ts'

const ViewerRole = builder.objectRef<{ role: Role }>('ViewerRole').implement({
  description: 'A role that you hold today.',
  shareable: true,
  fields: (t) => ({
    role: t.exposeString('role', { nullable: false, description: 'The stable word.' }),
    title: t.string({ nullable: false, description: 'The words for people.', resolve: ({ role }) => roleTitle(role) }),
  }),
})

const Viewer = builder.objectRef<ViewerShape>('Viewer').implement({
  description: 'Who you are at one member of the federation.',
  shareable: true,
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false }),
    roles: t.field({ type: [ViewerRole], nullable: false, resolve: ({ roles }) => roles.map((role) => ({ role })) }),
  }),
})

builder.objectField(Trust, 'viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'Who you are at this service today. Null when you hold no role here.',
    resolve: async (_trust, _args, { spoke, actor }) => (await readViewer(spoke, actor)) ?? null,
  }),
)
