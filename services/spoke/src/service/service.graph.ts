import { builder } from '../builder.ts'
import { readService } from './read-service.ts'
import type { ServiceProfile } from './service.store.ts'
import { Trust } from './trust.graph.ts'

const ServedEmployer = builder.objectRef<ServiceProfile['employers'][number]>('ServedEmployer').implement({
  description: 'An employer that an occupational health service looks after.',
  fields: (t) => ({
    code: t.exposeID('employer', { nullable: false, description: 'ODS code.' }),
    name: t.exposeString('name', { nullable: false }),
    staffServed: t.exposeInt('staffServed', { nullable: false, description: 'People served, as the service counts them.' }),
  }),
})

const OhService = builder.objectRef<ServiceProfile>('OhService').implement({
  description: 'An occupational health service, as it describes itself.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false }),
    telephone: t.exposeString('telephone', { nullable: false }),
    openingHours: t.exposeString('openingHours', { nullable: false }),
    employers: t.field({
      type: [ServedEmployer],
      nullable: false,
      description: 'The employers served today.',
      resolve: ({ employers }) => [...employers],
    }),
  }),
})

builder.objectField(Trust, 'poolIcs', (t) =>
  t.id({
    description: 'The ICS whose specialist pool this service sends to, not always its own. Null when that cannot be told now.',
    resolve: async (_trust, _args, { spoke }) => (await spoke.poolIcs()) ?? null,
  }),
)

builder.objectField(Trust, 'service', (t) =>
  t.field({
    type: OhService,
    description: 'The occupational health service of this trust, read from the service itself. Null when it did not answer.',
    resolve: async (_trust, _args, { spoke, actor }) => (await readService(spoke, actor)) ?? null,
  }),
)
