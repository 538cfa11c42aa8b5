import { GATE_KINDS } from '@oh/escalation'
import type { Reason } from '@oh/graph'
import { builder } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import { requireServed } from '../context.ts'
import { GATE_TEXTS, type GateText as GateTextShape } from './gate-texts.ts'
import { readGate } from './read-gate.ts'
import type { GateView, WithdrawalView } from './view-gate.ts'

const ClosedBecause = builder.objectRef<Reason>('ClosedBecause').implement({
  description: 'What keeps a case in the service.',
  fields: (t) => ({
    word: t.exposeString('word', { nullable: false, description: 'The stable word.' }),
    sentence: t.exposeString('sentence', { nullable: false }),
  }),
})

const Consequences = builder.objectRef<NonNullable<GateView['consequences']>>('WithdrawalConsequences').implement({
  description: 'What withdrawing means, to be read before it.',
  fields: (t) => ({
    version: t.exposeString('version', { nullable: false, description: 'Sent back with the withdrawal.' }),
    sentences: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      resolve: ({ sentences }) => [...sentences],
    }),
  }),
})

const Withdrawal = builder.objectRef<WithdrawalView>('Withdrawal').implement({
  description: 'A withdrawal of consent and what became of it.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Instant', nullable: false }),
    byName: t.exposeString('byName', { nullable: false }),
    sentence: t.exposeString('sentence', { nullable: false, description: 'What was decided, for who reads it.' }),
  }),
})

export const Gate = builder.objectRef<GateView>('Gate').implement({
  description: 'Why clinical words of a case may leave the service, or why not. Beside it the service has its own lawful basis.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    kind: t.exposeString('kind', { nullable: false, description: 'The stable word.' }),
    title: t.exposeString('title', { nullable: false }),
    givenAt: t.expose('givenAt', { type: 'Instant', nullable: false }),
    recordedByName: t.exposeString('recordedByName', { nullable: false }),
    textVersion: t.exposeString('textVersion', { nullable: false, description: 'Which wording was shown.' }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', description: 'From when it holds no more; null when it does not end.' }),
    standing: t.exposeString('standing', { nullable: false, description: 'live, withdrawn, not-yet-valid or expired.' }),
    standingTitle: t.exposeString('standingTitle', { nullable: false }),
    opensThePool: t.exposeBoolean('opensThePool', {
      nullable: false,
      description: 'The case may go to the regional specialists.',
    }),
    closedBecause: t.field({
      type: [ClosedBecause],
      nullable: false,
      description: 'Empty when it may go.',
      resolve: ({ closedBecause }) => [...closedBecause],
    }),
    withdrawnAt: t.expose('withdrawnAt', { type: 'Instant' }),
    withdrawalSentence: t.exposeString('withdrawalSentence', {
      description: 'What became of a withdrawal; null while there is none.',
    }),
    earlierWithdrawal: t.expose('earlierWithdrawal', {
      type: Withdrawal,
      description: 'The latest withdrawal on the case, once another gate was recorded after it; null when there is none.',
    }),
    consequences: t.expose('consequences', {
      type: Consequences,
      description: 'Null when no consent on the case is left to withdraw.',
    }),
  }),
})

const GateText = builder.objectRef<GateTextShape>('GateText').implement({
  description: 'What is shown or read out before a gate is recorded.',
  fields: (t) => ({
    kind: t.exposeString('kind', { nullable: false }),
    title: t.string({ nullable: false, resolve: ({ kind }) => GATE_KINDS.find(({ id }) => id === kind)?.title ?? kind }),
    version: t.exposeString('version', { nullable: false, description: 'Sent back with the gate.' }),
    sentences: t.field({
      type: ['String'],
      nullable: { list: false, items: false },
      resolve: ({ sentences }) => [...sentences],
    }),
  }),
})

builder.queryField('gateTexts', (t) =>
  t.field({
    type: [GateText],
    description: 'The wording in use for each kind of gate.',
    args: { trust: t.arg.id({ required: true }) },
    resolve: (_root, { trust }, context) => {
      requireServed(context, { trust })
      return [...GATE_TEXTS]
    },
  }),
)

builder.objectField(Case, 'gate', (t) =>
  t.field({
    type: Gate,
    description:
      'The newest gate recorded for the case: the one that counts. Null while there is none, and for whoever has no clinical text.',
    resolve: async ({ id }, _args, { spoke, actor }) => (await readGate(spoke, actor, id)) ?? null,
  }),
)
