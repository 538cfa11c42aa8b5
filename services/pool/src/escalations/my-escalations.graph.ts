import { cursorOf, pageOf } from '@oh/graph'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { readDayPage, readMomentPage } from '../cursors.ts'
import { Escalation } from './escalation.graph.ts'
import { type ListedEscalation, listMine } from './list-mine.ts'

const placeOf = ({ place }: ListedEscalation) => cursorOf(...place)

const EscalationPage = builder.objectRef<ReturnType<typeof pageOf<ListedEscalation>>>('EscalationPage').implement({
  fields: (t) => ({
    rows: t.field({ type: [Escalation], nullable: false, resolve: ({ rows }) => rows.map(({ escalation }) => escalation) }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const EscalationsShown = builder.enumType('EscalationsShown', {
  description:
    'open: accepted and not over. answered: over, whether answered or withdrawn. supervised: accepted by a trainee of yours and not over.',
  values: ['open', 'answered', 'supervised'] as const,
})

builder.queryField('myEscalations', (t) =>
  t.field({
    type: EscalationPage,
    description:
      'What you accepted: open by due date, or over with the latest first. Or what a trainee under your supervision accepted.',
    args: {
      ics: t.arg.id({ required: true }),
      show: t.arg({ type: EscalationsShown, required: true }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { ics, show, ...args }, context) => {
      requireServed(context, { ics })
      const page = show === 'answered' ? readMomentPage(args) : readDayPage(args)
      const listed = orThrow(await listMine(context.pool, context.caller, { show, page }))
      return pageOf(listed.rows, page.first, placeOf)
    },
  }),
)
