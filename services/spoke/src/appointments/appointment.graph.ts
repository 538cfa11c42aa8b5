import { builder, PageInfo, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { bookAppointment } from './book-appointment.ts'
import { cancelAppointment, recordAttendance } from './end-appointment.ts'
import { listSlots, type SlotPage as SlotPageShape } from './list-slots.ts'
import type { AppointmentView, SlotView } from './view-appointments.ts'

export const Appointment = builder.objectRef<AppointmentView>('Appointment').implement({
  description: 'A worker’s appointment. A referrer sees when one is booked, and no more.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    endsAt: t.expose('endsAt', { type: 'Instant', nullable: false }),
    minutes: t.exposeInt('minutes', { nullable: false }),
    kind: t.exposeString('kind', { description: 'face-to-face, telephone or video.' }),
    kindTitle: t.exposeString('kindTitle'),
    state: t.exposeString('state', { nullable: false, description: 'booked, cancelled, attended or did-not-attend.' }),
    stateTitle: t.exposeString('stateTitle', { nullable: false }),
    clinicianName: t.exposeString('clinicianName'),
    place: t.exposeString('place', { description: 'Where to come; null by telephone or video.' }),
  }),
})

builder.objectFields(Case, (t) => ({
  appointments: t.field({
    type: [Appointment],
    nullable: false,
    description: 'The latest first.',
    resolve: ({ appointments }) => [...appointments],
  }),
  bookedAppointment: t.field({
    type: Appointment,
    description: 'The one that is booked and still to come.',
    resolve: ({ appointments, bookedAppointmentId }) => appointments.find(({ id }) => id === bookedAppointmentId) ?? null,
  }),
}))

const Slot = builder.objectRef<SlotView>('Slot').implement({
  description: 'A free time in a clinic.',
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    startsAt: t.expose('startsAt', { type: 'Instant', nullable: false }),
    endsAt: t.expose('endsAt', { type: 'Instant', nullable: false }),
    minutes: t.exposeInt('minutes', { nullable: false }),
    kind: t.exposeString('kind', { nullable: false, description: 'face-to-face, telephone or video.' }),
    kindTitle: t.exposeString('kindTitle', { nullable: false }),
    clinicianName: t.exposeString('clinicianName', { nullable: false }),
    place: t.exposeString('place', { description: 'Where to come; null by telephone or video.' }),
  }),
})

const SlotPage = builder.objectRef<SlotPageShape>('SlotPage').implement({
  description: 'One page of free slots.',
  fields: (t) => ({
    rows: t.field({ type: [Slot], nullable: false, resolve: ({ rows }) => [...rows] }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, nullable: false }),
  }),
})

builder.queryField('slots', (t) =>
  t.field({
    type: SlotPage,
    description: 'Free slots of the clinics from a day on, the soonest first. For the occupational health team.',
    args: {
      trust: t.arg.id({ required: true }),
      from: t.arg({ type: 'LondonDate', required: true }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { trust, ...ask }, context) => {
      requireServed(context, { trust })
      return shown(await listSlots(context.spoke, context.actor, ask))
    },
  }),
)

const BookAppointmentInput = builder.inputType('BookAppointmentInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    slotId: t.id({ required: true }),
  }),
})
const CancelAppointmentInput = builder.inputType('CancelAppointmentInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    appointmentId: t.id({ required: true }),
  }),
})
const RecordAttendanceInput = builder.inputType('RecordAttendanceInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
    appointmentId: t.id({ required: true }),
    attendance: t.string({ required: true, description: 'attended or did-not-attend.' }),
  }),
})

const done = (name: string) =>
  builder.objectRef<CaseChanged>(name).implement({
    isTypeOf: isDone,
    fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
  })
const AppointmentBooked = done('AppointmentBooked')
const AppointmentCancelled = done('AppointmentCancelled')
const AttendanceRecorded = done('AttendanceRecorded')

builder.mutationFields((t) => ({
  bookAppointment: t.field({
    type: builder.unionType('BookAppointmentResult', { types: [AppointmentBooked, Refused, Stale] }),
    description: 'Books a free slot. For the occupational health team, and for the worker.',
    args: { input: t.arg({ type: BookAppointmentInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await bookAppointment(context.spoke, context.actor, ask))
    },
  }),
  cancelAppointment: t.field({
    type: builder.unionType('CancelAppointmentResult', { types: [AppointmentCancelled, Refused, Stale] }),
    description: 'Cancels the booked appointment. For the occupational health team, and for the worker.',
    args: { input: t.arg({ type: CancelAppointmentInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await cancelAppointment(context.spoke, context.actor, ask))
    },
  }),
  recordAttendance: t.field({
    type: builder.unionType('RecordAttendanceResult', { types: [AttendanceRecorded, Refused, Stale] }),
    description: 'Records whether the worker came. For the occupational health team.',
    args: { input: t.arg({ type: RecordAttendanceInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await recordAttendance(context.spoke, context.actor, ask))
    },
  }),
}))
