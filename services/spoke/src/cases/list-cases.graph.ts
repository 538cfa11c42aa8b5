import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { ListedCase } from './case.graph.ts'
import { type CasePage as CasePageShape, listCases } from './list-cases.ts'

const CasePage = builder.objectRef<CasePageShape>('CasePage').implement({
  description: 'One page of cases.',
  fields: (t) => ({
    rows: t.field({ type: [ListedCase], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

const WorklistShow = builder.enumType('WorklistShow', {
  description:
    'Which open cases: all, those past a due date, those a specialist has answered, those whose referral you accepted.',
  values: ['open', 'late', 'answered', 'mine'] as const,
})

builder.queryField('worklist', (t) =>
  t.field({
    type: CasePage,
    description:
      'The open cases of the service, what waits for the team itself on top, then what falls due first. For the occupational health team.',
    args: {
      trust: t.arg.id({ required: true }),
      show: t.arg({ type: WorklistShow, required: true, defaultValue: 'open' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listCases(context.spoke, context.actor, ask))
    },
  }),
)
