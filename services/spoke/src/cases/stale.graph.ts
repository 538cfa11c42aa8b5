import { builder } from '../builder.ts'
import type { Stale as StaleShape } from './stale.ts'

export const Stale = builder.objectRef<StaleShape>('Stale').implement({
  description: 'The form was made on an older version: nothing was changed, and this is what happened since.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'stale',
  fields: (t) => ({
    currentVersion: t.exposeInt('currentVersion', { nullable: false }),
    changedAt: t.expose('changedAt', { type: 'Instant', nullable: false }),
    changedByName: t.exposeString('changedByName', { nullable: false }),
    changes: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      description: 'In sentences, the oldest first.',
      resolve: ({ changes }) => [...changes],
    }),
  }),
})

/** For the type that a change answers with when it took effect. */
export const isDone = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'done'
