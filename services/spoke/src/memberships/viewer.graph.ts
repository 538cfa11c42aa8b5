import { builder } from '../builder.ts'
import { Trust } from '../service/trust.graph.ts'
import { readViewer } from './viewer.ts'

builder.objectField(Trust, 'viewerRoles', (t) =>
  t.field({
    type: ['String'],
    description: 'The roles you hold at this service today.',
    resolve: (_trust, _args, { spoke, actor }) => readViewer(spoke, actor),
  }),
)
