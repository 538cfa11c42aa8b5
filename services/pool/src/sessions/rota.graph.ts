import { badInput, cursorOf, pageOf } from '@oh/graph'
import { addDays, daysBetween, type LondonDate, londonDateOf } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import { asSkill, atLondonHour } from '@oh/routing'
import { isKind, orThrow, resultOf } from '../answers.ts'
import { builder, PageInfo, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { idempotencyKey, sessionIdIn } from '../ids.ts'
import { NamedPoolSpecialist } from '../job-plans/job-plans.graph.ts'
import { cancelSession } from './cancel-session.ts'
import { type RotaSession, readRota } from './read-rota.ts'

const CANCELLED_TITLES = {
  leave: 'Not held: the specialist is away',
  'plan-changed': 'Not held any more: the weekly session has ended',
  cancelled: 'Cancelled',
} as const

const RotaSessionRef = builder.objectRef<RotaSession>('RotaSession').implement({
  description: 'A clinic session of the pool. Nobody who is booked in it is named.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    specialist: t.field({ type: NamedPoolSpecialist, nullable: false, resolve: ({ specialist }) => specialist }),
    on: t.field({ type: 'LondonDate', nullable: false, resolve: ({ startsAt }) => londonDateOf(startsAt) }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    hours: t.exposeFloat('hours', { nullable: false }),
    hoursFree: t.exposeFloat('free', { nullable: false }),
    siteName: t.string({
      description: 'Null when it is by video only.',
      resolve: ({ site }) => (site && findTrust(site)?.name) ?? null,
    }),
    virtual: t.exposeBoolean('virtual', { nullable: false }),
    cancelledTitle: t.string({
      description: 'Why it is not held; null when it is.',
      resolve: ({ cancelledAt, cancelledFor }) => (cancelledAt ? CANCELLED_TITLES[cancelledFor ?? 'cancelled'] : null),
    }),
  }),
})

interface Page extends ReturnType<typeof pageOf<RotaSession>> {
  readonly from: LondonDate
  readonly until: LondonDate
}

const RotaPage = builder.objectRef<Page>('RotaPage').implement({
  fields: (t) => ({
    from: t.expose('from', { type: 'LondonDate', nullable: false }),
    until: t.expose('until', { type: 'LondonDate', nullable: false, description: 'The first day that is not among them.' }),
    rows: t.expose('rows', { type: [RotaSessionRef], nullable: false }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

/** Sessions are made eight weeks ahead, and looked back on for as long as anybody asks about one. */
const MOST_DAYS = 92
/** Beyond these no rota was or will be kept, and the ends of the calendar have no day before or after. */
const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2099-12-31']

function spanOf(from: LondonDate, until: LondonDate) {
  if (!(until > from)) throw badInput('The last day must come after the first.')
  if (daysBetween(from, until) > MOST_DAYS) throw badInput(`Ask for ${MOST_DAYS} days or fewer.`)
  if (from < FIRST_DAY || until > LAST_DAY) throw badInput('Choose days from 2000 to 2099.')
  return { from: midnight(from), until: midnight(until) }
}

/** The moment at which a London day begins. */
const midnight = (on: LondonDate) => atLondonHour(addDays(on, -1), 24)

function skillIn(text: string | null | undefined) {
  const skill = text == null ? undefined : asSkill(text)
  if (text != null && !skill) throw badInput('Choose a skill from the list.')
  return skill
}

builder.queryField('rota', (t) =>
  t.field({
    type: RotaPage,
    description: 'The clinic sessions of the pool between two days, soonest first, cancelled ones too. Coordinators only.',
    args: {
      ics: t.arg.id({ required: true }),
      from: t.arg({ type: 'LondonDate', description: 'Today when not said.' }),
      until: t.arg({ type: 'LondonDate', description: 'The first day that is not asked for; a week later when not said.' }),
      skill: t.arg.string({ description: 'Only of specialists with this skill.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { ics, skill, ...args }, context) => {
      requireServed(context, { ics })
      const page = readMomentPage(args)
      const from = args.from ?? londonDateOf(context.pool.db.clock())
      const until = args.until ?? addDays(from, 7)
      const ask = { ...spanOf(from, until), skill: skillIn(skill), page }
      const listed = orThrow(await readRota(context.pool, context.caller, ask))
      return { from, until, ...pageOf([...listed.rows], page.first, ({ startsAt, id }) => cursorOf(startsAt, id)) }
    },
  }),
)

type Cancelled = { readonly kind: 'session-cancelled'; readonly id: string }

const SessionCancelled = builder.objectRef<Cancelled>('SessionCancelled').implement({
  description: 'It is not held, and whoever was booked in it is planned anew.',
  isTypeOf: isKind('session-cancelled'),
  fields: (t) => ({ sessionId: t.exposeID('id', { nullable: false }) }),
})

const CancelSessionInput = builder.inputType('CancelSessionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    sessionId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('cancelSession', (t) =>
  t.field({
    type: builder.unionType('CancelSessionResult', { types: [SessionCancelled, Refused] }),
    nullable: false,
    description: 'Cancels one session; whoever is booked in it is planned anew at once. Coordinators only.',
    args: { input: t.arg({ type: CancelSessionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { sessionId: sessionIdIn(input.sessionId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('session-cancelled', await cancelSession(context.pool, context.caller, ask))
    },
  }),
)
