import { badInput, refusedAnswer } from '@oh/graph'
import { asMonth } from '@oh/kernel'
import { orThrow } from '../access.ts'
import { builder, Refused } from '../builder.ts'
import { type PublishRefusal, publishMonth } from './publish-month.ts'
import type { Published } from './publish-prepared.ts'

const SENTENCES: Readonly<Record<PublishRefusal, string>> = {
  'month-not-over': 'This month is not over yet. Publish it after its last day.',
  'month-published': 'This month has been published. A publication is never changed.',
  'nothing-sent': 'No service has sent this month, so there is nothing to publish.',
  'earlier-month-not-published': 'An earlier month has been sent and not published. Publish that one first.',
  'not-prepared': 'Nobody has prepared this month. Have it prepared first; then somebody else publishes it.',
  'preparation-under-way': 'This month is being prepared. Wait until it is ready.',
  'preparation-refused':
    'What was prepared cannot be published: the preparation says why. Prepare the month again when that is mended.',
  'preparation-stale':
    'Something was sent or published after this month was prepared, so it is not what stands now. Prepare it again.',
  'prepared-by-yourself': 'You prepared this month yourself. A second statistician looks at it and publishes it.',
  'another-preparation': 'The month was prepared again after the one you looked at. Look at the new one.',
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
    description:
      'Publishes what a first statistician had prepared of a closed month, once and by a second one. Sent twice, the second is told that it has been published.',
    args: {
      month: t.arg.string({ required: true, description: 'Such as 2026-10.' }),
      preparation: t.arg.id({ description: 'The preparation that was looked at; the last one of the month when left out.' }),
    },
    resolve: async (_root, args, { rollup, caller }) => {
      const month = asMonth(args.month)
      if (!month) throw badInput('Enter a month such as 2026-10.')
      const ask = { month, ...(args.preparation == null ? {} : { preparation: args.preparation }) }
      const outcome = orThrow(await publishMonth(rollup, caller, ask))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
