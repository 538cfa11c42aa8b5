import { misrouted } from '@oh/graph'
import { builder } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import { proveConsent } from '../consents/prove-consent.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { readEscalation, readEscalationsOfCase } from './read-escalations.ts'
import { SentEscalation } from './sent-escalation.graph.ts'
import { type IdentityCard as IdentityCardShape, showIdentity } from './show-identity.ts'

/** An escalation by its three ids: the pool and its home spoke each know their part of it. */
export interface EscalationKey {
  readonly poolId: string
  readonly spokeId: string
  readonly id: string
}

const IdentityCard = builder.objectRef<IdentityCardShape>('IdentityCard').implement({
  description:
    'As much of the worker as is needed to know whether a conflict of interest must be declared: name, employer, post.',
  fields: (t) => ({
    fullName: t.exposeString('fullName', { nullable: false }),
    employer: t.exposeID('employer', { nullable: false, description: 'ODS code.' }),
    employerName: t.exposeString('employerName', { nullable: false }),
    jobTitle: t.exposeString('jobTitle', { nullable: false }),
  }),
})

export const Escalation = builder.objectRef<EscalationKey>('Escalation').implement({
  description: 'A case sent up to a pool of specialists.',
  fields: (t) => ({
    poolId: t.exposeID('poolId', { nullable: false }),
    spokeId: t.exposeID('spokeId', { nullable: false }),
    id: t.exposeID('id', { nullable: false }),
    sent: t.field({
      type: SentEscalation,
      description: 'The trust’s own part. For the occupational health team that sent it.',
      resolve: async ({ id }, _args, { spoke, actor }) => shown(await readEscalation(spoke, actor, id)).escalation,
    }),
    worker: t.field({
      type: IdentityCard,
      description:
        'Who the worker is, read from the home spoke each time. For its team, and for the specialist who accepted while no conflict is declared, the gate is live and the nurse has not acted on the opinion.',
      resolve: async ({ id }, _args, { spoke, actor }) => shown(await showIdentity(spoke, actor, id)),
    }),
    consentProof: t.string({
      inaccessible: true,
      description: 'The spoke’s signed word to the pool on whether you may open the content now, good for 60 seconds.',
      resolve: ({ id }, _args, { spoke, actor }) => proveConsent(spoke, actor, id),
    }),
  }),
})

builder.asEntity(Escalation, {
  key: builder.selection<EscalationKey>('poolId spokeId id'),
  resolveReference: ({ poolId, spokeId, id }, context) => {
    requireServed(context, { spokeId })
    if (poolId !== context.spoke.pool) throw misrouted()
    return { poolId, spokeId, id }
  },
})

builder.objectField(SentEscalation, 'escalation', (t) =>
  t.field({
    type: Escalation,
    nullable: false,
    description: 'The same escalation, with the pool’s part.',
    resolve: ({ poolId, spokeId, id }) => ({ poolId, spokeId, id }),
  }),
)

builder.objectField(Case, 'escalations', (t) =>
  t.field({
    type: [SentEscalation],
    description: 'The newest first. For nurses and physicians; null for others.',
    resolve: async ({ id }, _args, { spoke, actor }) => (await readEscalationsOfCase(spoke, actor, id)) ?? null,
  }),
)
