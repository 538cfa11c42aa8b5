import { findTrust } from '@oh/organisations'
import { builder } from '../builder.ts'
import { LiveShown } from '../capacity/capacity.graph.ts'
import { ReciprocalAgreement } from '../lending/agreement.graph.ts'
import { type PoolUse, type ServiceShare, USE_DAYS, type Use, WAIT_WEEKS } from './read-use.ts'

const TimeUse = builder.objectRef<Use>('TimeUse').implement({
  description: 'Time of clinic sessions in programmed activities (PAs of 4 hours). Exact: nobody’s secret.',
  fields: (t) => ({
    heldPas: t.exposeFloat('heldPas', { nullable: false, description: 'Sessions held, those lent to neighbours left out.' }),
    bookedPas: t.exposeFloat('bookedPas', { nullable: false }),
  }),
})

const ServiceShareRef = builder.objectRef<ServiceShare>('ServiceShare').implement({
  description: 'How the escalations of one service fared. Counts of people: rounded, or marked where they are small.',
  fields: (t) => ({
    trustCode: t.exposeID('trust', { nullable: false }),
    trustName: t.string({ nullable: false, resolve: ({ trust }) => findTrust(trust)?.name ?? trust }),
    decided: t.expose('decided', { type: LiveShown, nullable: false, description: 'Answered, or past the due date.' }),
    inTime: t.expose('inTime', { type: LiveShown, nullable: false, description: 'Answered by the due date.' }),
  }),
})

/** Said of each count of people. */
const FOR_COORDINATOR = 'For the coordinator: null for whoever leads the ICS, who reads published figures.'

export const PoolUseRef = builder.objectRef<PoolUse>('PoolUse').implement({
  description:
    'How the time of a pool is used and what neighbours owe; for its coordinator, how long people wait and how evenly.',
  fields: (t) => ({
    asOf: t.expose('asOf', { type: 'Instant', nullable: false }),
    past: t.field({
      type: TimeUse,
      nullable: false,
      description: `Sessions of the last ${USE_DAYS} days.`,
      resolve: ({ past }) => past,
    }),
    ahead: t.field({
      type: TimeUse,
      nullable: false,
      description: `Sessions of the next ${USE_DAYS} days; most are booked late on purpose.`,
      resolve: ({ ahead }) => ahead,
    }),
    decided: t.field({
      type: LiveShown,
      description: `Escalations received in the last ${WAIT_WEEKS} whole weeks that by their end were answered or past their due date. ${FOR_COORDINATOR}`,
      resolve: ({ people }) => people?.decided ?? null,
    }),
    inTime: t.field({
      type: LiveShown,
      description: `Of these, answered by the due date. ${FOR_COORDINATOR}`,
      resolve: ({ people }) => people?.inTime ?? null,
    }),
    typicalWait: t.field({
      type: LiveShown,
      description: `The median from receipt to opinion, in working days. ${FOR_COORDINATOR}`,
      resolve: ({ people }) => people?.typicalWait ?? null,
    }),
    services: t.field({
      type: [ServiceShareRef],
      description: `How the escalations of each service fared. ${FOR_COORDINATOR}`,
      resolve: ({ people }) => (people ? [...people.services] : null),
    }),
    gini: t.float({
      description: 'Of the shares in time that are shown: 0 is even. Null where fewer than three are shown.',
      resolve: ({ people }) => people?.gini ?? null,
    }),
    agreements: t.field({
      type: [ReciprocalAgreement],
      nullable: false,
      description: 'Agreements with neighbours, the latest 20, each with its ledger.',
      resolve: ({ agreements }) => [...agreements],
    }),
  }),
})
