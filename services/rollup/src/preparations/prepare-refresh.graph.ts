import { refusedAnswer } from '@oh/graph'
import { orThrow } from '../access.ts'
import { builder, Refused } from '../builder.ts'
import { yearIn } from '../publications/figure-input.ts'
import type { BeingPrepared } from './prepare.ts'
import { type PrepareRefreshRefusal, prepareRefresh } from './prepare-refresh.ts'

const SENTENCES: Readonly<Record<PrepareRefreshRefusal, string>> = {
  'year-not-closed': 'This year is not closed yet. Prepare its refresh after its March is published.',
  'year-final': 'A later year has been closed since. Only the year that was closed last is refreshed.',
  'year-refreshed': 'This year has been refreshed. A year is refreshed once.',
  'no-correction-waits': 'No service has sent a correction for this year, so a refresh would change nothing.',
  'withdrawn-tells-too-much':
    'A publication of this year was withdrawn because it told too much, and a refresh would publish its figures once more.',
  'preparation-under-way': 'Something is being prepared. Wait until that is done.',
  'prepared-already': 'The refresh is prepared, and nothing was sent since. A second statistician can publish it.',
}

const RefreshBeingPrepared = builder.objectRef<BeingPrepared>('RefreshBeingPrepared').implement({
  description: 'The refresh of the year waits its turn, or is being prepared.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'being-prepared',
  fields: (t) => ({ id: t.exposeID('id', { nullable: false }) }),
})

builder.mutationField('prepareRefresh', (t) =>
  t.field({
    type: builder.unionType('PrepareRefreshResult', { types: [RefreshBeingPrepared, Refused] }),
    description:
      'Has the refresh of a year prepared: all its figures with the corrections that wait, weighed together with what was published of it, and kept for a second statistician to publish. Nothing is published by it.',
    args: { year: t.arg.string({ required: true, description: 'Such as 2025/26.' }) },
    resolve: async (_root, { year }, { rollup, caller }) => {
      const outcome = orThrow(await prepareRefresh(rollup, caller, yearIn(year)))
      return outcome.kind === 'refused' ? refusedAnswer(outcome.reasons, SENTENCES) : outcome
    },
  }),
)
