import { builder } from '../builder.ts'
import type { Publication } from './publication.store.ts'

export const PublicationRef = builder.objectRef<Publication>('Publication').implement({
  description: 'A numbered set of figures, written once.',
  fields: (t) => ({
    number: t.exposeInt('number', { nullable: false }),
    month: t.exposeString('month', { nullable: false, description: 'The month whose end it publishes.' }),
    edition: t.exposeString('edition', { nullable: false, description: 'Edition of the geography its areas are of.' }),
    policy: t.exposeInt('policy', { nullable: false }),
    synthetic: t.exposeBoolean('synthetic', { nullable: false, description: 'Some of what it counts is made up.' }),
    publishedAt: t.expose('publishedAt', { type: 'Instant', nullable: false }),
    publishedByName: t.exposeString('publishedByName', { nullable: false }),
    digest: t.exposeString('digest', { nullable: false, description: 'SHA-256 of its cells in order.' }),
  }),
})
