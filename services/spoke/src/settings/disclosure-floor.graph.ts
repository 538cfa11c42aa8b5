import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { type DisclosureFloor as Floor, readDisclosureFloor } from './read-disclosure-floor.ts'
import { FLOOR_REASONS, type FloorSet, setDisclosureFloor } from './set-disclosure-floor.ts'

const FloorReason = builder.objectRef<(typeof FLOOR_REASONS)[number]>('FloorReason').implement({
  fields: (t) => ({
    word: t.exposeString('id', { nullable: false }),
    title: t.exposeString('title', { nullable: false }),
  }),
})

const FloorChange = builder.objectRef<Floor['changes'][number]>('FloorChange').implement({
  description: 'One change of the floor: what it was set to, from which day, by whom and why.',
  fields: (t) => ({
    floor: t.exposeInt('floor', { nullable: false }),
    from: t.expose('from', { type: 'LondonDate', nullable: false }),
    setAt: t.expose('setAt', { type: 'Instant', nullable: false }),
    setByName: t.exposeString('setByName', { nullable: false }),
    because: t.field({
      type: FloorReason,
      description: 'Null for a floor that was there from the start.',
      resolve: ({ because }) => FLOOR_REASONS.find(({ id }) => id === because) ?? null,
    }),
  }),
})

const DisclosureFloor = builder.objectRef<Floor>('DisclosureFloor').implement({
  description: 'Below which count of people the service shows none outside.',
  fields: (t) => ({
    floor: t.exposeInt('floor', { nullable: false, description: 'What holds today.' }),
    policyFloor: t.exposeInt('policyFloor', { nullable: false, description: 'The least that the policy allows.' }),
    changes: t.field({
      type: [FloorChange],
      nullable: false,
      description: 'The latest 20, newest first.',
      resolve: ({ changes }) => [...changes],
    }),
    reasons: t.field({
      type: [FloorReason],
      nullable: false,
      description: 'Why it may be changed.',
      resolve: () => [...FLOOR_REASONS],
    }),
  }),
})

const SetDisclosureFloorInput = builder.inputType('SetDisclosureFloorInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    floor: t.int({ required: true }),
    reason: t.string({ required: true, description: 'The stable word: see disclosureFloor.reasons.' }),
  }),
})

const DisclosureFloorSet = builder.objectRef<FloorSet>('DisclosureFloorSet').implement({
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'set',
  fields: (t) => ({ disclosureFloor: t.expose('floor', { type: DisclosureFloor, nullable: false }) }),
})

builder.queryField('disclosureFloor', (t) =>
  t.field({
    type: DisclosureFloor,
    description: 'The floor that the service set for itself. For its head and its administrators.',
    args: { trust: t.arg.id({ required: true }) },
    resolve: async (_root, { trust }, context) => {
      requireServed(context, { trust })
      return shown(await readDisclosureFloor(context.spoke, context.actor))
    },
  }),
)

builder.mutationField('setDisclosureFloor', (t) =>
  t.field({
    type: builder.unionType('SetDisclosureFloorResult', { types: [DisclosureFloorSet, Refused] }),
    description: 'Sets the floor from today on. For the head of service.',
    args: { input: t.arg({ type: SetDisclosureFloorInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await setDisclosureFloor(context.spoke, context.actor, ask))
    },
  }),
)
