import { badInput, refusedAnswer } from '@oh/graph'
import { asMonth } from '@oh/kernel'
import { orThrow } from '../access.ts'
import { builder, Refused } from '../builder.ts'
import { type Published, type PublishRefusal, publishMonth } from './publish-month.ts'

const SENTENCES: Readonly<Record<PublishRefusal, string>> = {
  'month-not-over': 'This month is not over yet. Publish it after its last day.',
  'month-published': 'This month has been published. A publication is never changed.',
  'nothing-sent': 'No service has sent this month, so there is nothing to publish.',
  'protection-not-ready':
    'Real figures are not published yet: the protection of today looks at each cell by itself, and a later one will weigh them against each other.',
  'earlier-month-not-published': 'An earlier month has been sent and not published. Publish that one first.',
}

const MonthPublished = builder.objectRef<Published>('MonthPublished').implement({
  description: 'The month is published.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'published',
  fields: (t) => ({ number: t.exposeInt('number', { nullable: false, description: 'Number of the publication.' }) }),
})

const PublishMonthResult = builder.unionType('PublishMonthResult', { types: [MonthPublished, Refused] })

builder.mutationField('publishMonth', (t) =>
  t.field({
    type: PublishMonthResult,
    description: 'Publishes a closed month, once. Sent twice, the second is told that it has been published.',
    args: { month: t.arg.string({ required: true, description: 'Such as 2026-10.' }) },
    resolve: async (_root, args, { rollup, caller }) => {
      const month = asMonth(args.month)
      if (!month) throw badInput('Enter a month such as 2026-10.')
      const outcome = orThrow(await publishMonth(rollup, caller, month))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
