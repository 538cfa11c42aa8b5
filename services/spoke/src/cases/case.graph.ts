import { type Deadline, dueInWords } from '@oh/casework'
import type { LondonDate } from '@oh/kernel'
import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { Assignment, Worker } from '../workers/worker.graph.ts'
import { moveTitle } from './move-words.ts'
import { readCase, readCaseByReference } from './read-case.ts'
import { taskTitle } from './task-words.ts'
import type { CaseRowView, CaseView } from './view-cases.ts'

const CaseDeadline = builder.objectRef<Deadline & { today: LondonDate }>('CaseDeadline').implement({
  description: 'One clock of a case.',
  fields: (t) => ({
    kind: t.exposeString('clock', { nullable: false, description: 'The stable word of the clock.' }),
    title: t.exposeString('title', { nullable: false }),
    why: t.exposeString('why', { nullable: false, description: 'What starts and what stops it.' }),
    source: t.exposeString('source', { nullable: false, description: 'Where the length comes from.' }),
    dueOn: t.expose('dueOn', { type: 'LondonDate', nullable: false }),
    metOn: t.expose('metOn', { type: 'LondonDate', description: 'Null while it runs.' }),
    standing: t.exposeString('standing', { nullable: false, description: 'met, met-late, due, due-today or late.' }),
    standingTitle: t.string({
      nullable: false,
      description: 'Such as "due in 3 working days".',
      resolve: (deadline) => dueInWords(deadline, deadline.today),
    }),
  }),
})

const CaseMove = builder.objectRef<CaseView['moves'][number]>('CaseMove').implement({
  description: 'Something that happened to a case.',
  fields: (t) => ({
    event: t.exposeString('event', { nullable: false, description: 'The stable word.' }),
    title: t.string({ nullable: false, resolve: ({ event }) => moveTitle(event) }),
    at: t.expose('at', { type: 'Instant', nullable: false }),
    byName: t.exposeString('byName', { nullable: false }),
  }),
})

const CaseTask = builder.objectRef<CaseView['openTasks'][number]>('CaseTask').implement({
  description: 'Something the occupational health team still has to do on a case.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    kind: t.exposeString('kind', { nullable: false, description: 'The stable word.' }),
    title: t.string({ nullable: false, resolve: ({ kind }) => taskTitle(kind) }),
    createdAt: t.expose('createdAt', { type: 'Instant', nullable: false }),
  }),
})

const EndedTask = builder.objectRef<CaseView['endedTasks'][number]>('EndedTask').implement({
  description: 'Something that was to be done on a case, and no longer is.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    title: t.string({ nullable: false, resolve: ({ kind }) => taskTitle(kind) }),
    createdAt: t.expose('createdAt', { type: 'Instant', nullable: false }),
    endedAt: t.expose('doneAt', { type: 'Instant' }),
    endedByName: t.exposeString('doneByName', { description: 'Null where news from the pool settled it.' }),
  }),
})

export const Case = builder.objectRef<CaseView>('Case').implement({
  description:
    'The work on one referral, from its acceptance to its closing, opened. A referrer sees status and dates only: other lists are then empty and other values null.',
  fields: (t) => ({
    absentSince: t.expose('absentSince', { type: 'LondonDate', description: 'Null where your role has no clinical text.' }),
    outcome: t.exposeString('outcome', {
      description: 'The stable word; null while the case is open, and where your role has no clinical text.',
    }),
    outcomeTitle: t.exposeString('outcomeTitle'),
    reviewOn: t.expose('reviewOn', { type: 'LondonDate' }),
    moves: t.field({
      type: [CaseMove],
      nullable: false,
      description: 'The newest first.',
      resolve: ({ moves }) => [...moves],
    }),
    endedTasks: t.field({
      type: [EndedTask],
      nullable: false,
      description: 'What was done, or ended with the case; the newest first.',
      resolve: ({ endedTasks }) => [...endedTasks],
    }),
    allowedActions: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      description:
        'What you may do to it now: book-appointment, cancel-appointment, record-attendance, write-note, record-gate, escalate-case, act-on-opinion, record-report-ready, close-case.',
      resolve: ({ allowedActions }) => [...allowedActions],
    }),
  }),
})

export const ListedCase = builder.objectRef<CaseRowView>('ListedCase').implement({
  description: 'A case as a list shows it: whose it is, where it stands and what is due, none of its words. Open it by its id.',
})

for (const outline of [Case, ListedCase] as const)
  builder.objectFields(outline, (t) => ({
    spokeId: t.exposeID('spokeId', { nullable: false, description: 'The member that holds the case.' }),
    id: t.exposeID('id', { nullable: false }),
    reference: t.exposeString('reference', { nullable: false, description: 'What people read out, such as K7F-3X9-TP3.' }),
    version: t.exposeInt('version', { nullable: false, description: 'Rises by one at each move.' }),
    state: t.exposeString('state', { nullable: false, description: 'The stable word.' }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
    worker: t.expose('worker', { type: Worker, nullable: false }),
    assignment: t.expose('assignment', { type: Assignment, nullable: false, description: 'The job the case is about.' }),
    openedOn: t.expose('openedOn', { type: 'LondonDate', nullable: false }),
    receivedOn: t.expose('receivedOn', { type: 'LondonDate', nullable: false, description: 'When the referral came in.' }),
    closedOn: t.expose('closedOn', { type: 'LondonDate' }),
    nextDueOn: t.expose('nextDueOn', { type: 'LondonDate', description: 'The first open deadline; null when nothing is due.' }),
    lateBy: t.exposeInt('lateBy', { description: 'Working days since then; null when it is not late.' }),
    isComplex: t.exposeBoolean('isComplex', {
      nullable: false,
      description:
        'A reason to escalate fires on what is on record, or it is or was with the specialists. False where your role has no clinical text.',
    }),
    complexBecause: t.field({
      type: ['String'],
      description: 'The titles of the reasons that fire on what is on record. Empty where your role has no clinical text.',
      resolve: ({ complexBecause }) => [...complexBecause],
    }),
    openTasks: t.field({ type: [CaseTask], nullable: false, resolve: ({ openTasks }) => [...openTasks] }),
    deadlines: t.field({
      type: [CaseDeadline],
      nullable: false,
      resolve: ({ deadlines, today }) => deadlines.map((deadline) => ({ ...deadline, today })),
    }),
  }))

builder.objectField(Worker, 'cases', (t) =>
  t.field({
    type: [ListedCase],
    description: 'With workers found by the search: their cases, open ones first, then the newest. Null everywhere else.',
    resolve: ({ cases }) => cases && [...cases],
  }),
)

builder.asEntity(Case, {
  key: builder.selection<{ spokeId: string; id: string }>('spokeId id'),
  resolveReference: async ({ spokeId, id }, context) => {
    requireServed(context, { spokeId })
    return shown(await readCase(context.spoke, context.actor, id)).case
  },
})

builder.queryFields((t) => ({
  case: t.field({
    type: Case,
    args: { trust: t.arg.id({ required: true }), id: t.arg.id({ required: true }) },
    resolve: async (_root, { trust, id }, context) => {
      requireServed(context, { trust })
      return shown(await readCase(context.spoke, context.actor, id)).case
    },
  }),
  caseByReference: t.field({
    type: Case,
    description: 'By the reference as it was read out or typed.',
    args: { trust: t.arg.id({ required: true }), reference: t.arg.string({ required: true }) },
    resolve: async (_root, { trust, reference }, context) => {
      requireServed(context, { trust })
      return shown(await readCaseByReference(context.spoke, context.actor, reference)).case
    },
  }),
}))
