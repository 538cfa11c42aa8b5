import { findIcs } from '@oh/organisations'
import { orThrow } from '../answers.ts'
import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'
import { listMyLentSessions, type MyLentSession } from './list-my-lent-sessions.ts'

const MyLentSessionRef = builder.objectRef<MyLentSession>('MyLentSession').implement({
  description: 'A clinic session of yours that this pool lends to a neighbour.',
  fields: (t) => ({
    id: t.exposeID('sessionId', { nullable: false }),
    neighbourIcs: t.exposeID('partnerIcs', { nullable: false, description: 'The system whose pool has it.' }),
    neighbourName: t.string({ nullable: false, resolve: ({ partnerIcs }) => findIcs(partnerIcs)?.name ?? partnerIcs }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    hours: t.exposeFloat('hours', { nullable: false }),
    siteName: t.string({ description: 'Null when by video only.', resolve: ({ siteName }) => siteName ?? null }),
    virtual: t.exposeBoolean('virtual', { nullable: false }),
    isAhead: t.boolean({
      nullable: false,
      description: 'False once it has begun.',
      resolve: ({ startsAt }, _args, { pool }) => startsAt > pool.db.clock(),
    }),
  }),
})

builder.queryField('myLentSessions', (t) =>
  t.field({
    type: [MyLentSessionRef],
    nullable: false,
    description:
      'Your own sessions that neighbours have, soonest first, four weeks back to finish what was begun there. Who is seen in them only the neighbouring pool can say.',
    args: { ics: t.arg.id({ required: true }) },
    resolve: async (_root, { ics }, context) => {
      requireServed(context, { ics })
      return [...orThrow(await listMyLentSessions(context.pool, context.caller)).sessions]
    },
  }),
)
