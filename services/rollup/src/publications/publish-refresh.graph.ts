import { refusedAnswer } from '@oh/graph'
import { orThrow } from '../access.ts'
import { builder, Refused } from '../builder.ts'
import { yearIn } from './figure-input.ts'
import type { Published } from './publish-prepared.ts'
import { type PublishRefreshRefusal, publishRefresh } from './publish-refresh.ts'

const SENTENCES: Readonly<Record<PublishRefreshRefusal, string>> = {
  'year-not-closed': 'This year is not closed yet. Refresh it after its March is published.',
  'year-final': 'A later year has been closed since. Only the year that was closed last is refreshed.',
  'year-refreshed': 'This year has been refreshed. A year is refreshed once.',
  'no-correction-waits': 'No service has sent a correction for this year, so a refresh would change nothing.',
  'withdrawn-tells-too-much':
    'A publication of this year was withdrawn because it told too much, and a refresh would publish its figures once more.',
  'not-prepared': 'Nobody has prepared the refresh of this year. Have it prepared first; then somebody else publishes it.',
  'preparation-under-way': 'The refresh is being prepared. Wait until it is ready.',
  'preparation-refused':
    'What was prepared cannot be published: the preparation says why. Prepare the refresh again when that is mended.',
  'preparation-stale':
    'Something was sent or published after the refresh was prepared, so it is not what stands now. Prepare it again.',
  'prepared-by-yourself': 'You prepared this refresh yourself. A second statistician looks at it and publishes it.',
  'another-preparation': 'The refresh was prepared again after the preparation that you looked at. Look at the new one.',
}

const YearRefreshed = builder.objectRef<Published>('YearRefreshed').implement({
  description: 'The year is refreshed.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'published',
  fields: (t) => ({ number: t.exposeInt('number', { nullable: false, description: 'Number of the publication.' }) }),
})

builder.mutationField('publishRefresh', (t) =>
  t.field({
    type: builder.unionType('PublishRefreshResult', { types: [YearRefreshed, Refused] }),
    description:
      'Publishes what a first statistician had prepared of the refresh of a year, once and by a second one: every figure of the year in one publication, with the corrections. What was published before is kept as it is.',
    args: {
      year: t.arg.string({ required: true, description: 'Such as 2025/26.' }),
      preparation: t.arg.id({ description: 'The preparation that was looked at; the last one of the refresh when left out.' }),
    },
    resolve: async (_root, args, { rollup, caller }) => {
      const ask = { year: yearIn(args.year), ...(args.preparation == null ? {} : { preparation: args.preparation }) }
      const outcome = orThrow(await publishRefresh(rollup, caller, ask))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
