import { builder } from '../builder.ts'
import { TrustCapacity } from '../capacity/capacity.graph.ts'
import { readCapacity } from '../capacity/read-capacity.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { actorProvedBy } from '../memberships/proved-actor.ts'

interface TrustKey {
  readonly odsCode: string
  /** What the directory says of the caller's regional and national roles. */
  readonly rolesProof?: string
}

/** A trust as this spoke knows it. Every field is nullable: a spoke that is down must cost its own figures only. */
export const Trust = builder
  .externalRef('Trust', builder.selection<{ odsCode: string }>('odsCode'), (trust, context): TrustKey => {
    requireServed(context, { trust: trust.odsCode })
    return trust
  })
  .implement({
    externalFields: (t) => ({ odsCode: t.id({ nullable: false }), rolesProof: t.string() }),
    fields: (t) => ({
      capacity: t.field({
        type: TrustCapacity,
        description: 'What the service can do now. For its own team and for whoever leads its ICS; null when it did not answer.',
        requires: builder.selection<{ rolesProof?: string }>('rolesProof'),
        resolve: async (trust, _args, context) =>
          shown(await readCapacity(context.spoke, await actorProvedBy(context, (trust as TrustKey).rolesProof))),
      }),
    }),
  })
