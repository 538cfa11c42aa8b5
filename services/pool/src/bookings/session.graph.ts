import { orThrow } from '../answers.ts'
import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'
import { Escalation } from '../escalations/escalation.graph.ts'
import { listSessions, type MyBooking, type MySession } from './list-sessions.ts'

const MyBookingRef = builder.objectRef<MyBooking>('MyBooking').implement({
  description: 'A worker to be seen in a session.',
  fields: (t) => ({
    id: t.exposeID('id'),
    hours: t.exposeFloat('hours'),
    escalation: t.expose('escalation', { type: Escalation }),
  }),
})

const MySessionRef = builder.objectRef<MySession>('MySession').implement({
  description: 'A clinic session of yours.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant' }),
    hours: t.exposeFloat('hours'),
    hoursFree: t.exposeFloat('hoursFree'),
    site: t.string({
      description: 'ODS code of the trust where it is held; null when by video only.',
      resolve: ({ site }) => site ?? null,
    }),
    siteName: t.string({ resolve: ({ siteName }) => siteName ?? null }),
    virtual: t.exposeBoolean('virtual', { description: 'True when workers may be seen by video.' }),
    toRecord: t.exposeBoolean('toRecord', {
      description: 'True when it has begun and nobody has said yet whether the worker was seen.',
    }),
    bookings: t.field({ type: [MyBookingRef], nullable: false, resolve: ({ bookings }) => [...bookings] }),
  }),
})

builder.queryField('mySessions', (t) =>
  t.field({
    type: [MySessionRef],
    description:
      'Your clinic sessions from now on, soonest first, with who is seen in them; before them, what is not on record yet.',
    args: { ics: t.arg.id({ required: true }) },
    resolve: async (_root, { ics }, context) => {
      requireServed(context, { ics })
      return orThrow(await listSessions(context.pool, context.caller)).sessions
    },
  }),
)
