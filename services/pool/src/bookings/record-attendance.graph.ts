import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { bookingIdIn, idempotencyKey } from '../ids.ts'
import { recordAttendance } from './record-attendance.ts'

const SessionRecorded = builder.objectRef<{ readonly kind: 'recorded'; readonly id: string }>('SessionRecorded').implement({
  description: 'It is on record, and the home service is told.',
  isTypeOf: isKind('recorded'),
  fields: (t) => ({ bookingId: t.exposeID('id', { nullable: false }) }),
})

const RecordSessionInput = builder.inputType('RecordSessionInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    bookingId: t.id({ required: true }),
    attendance: t.string({ required: true, description: 'attended, did-not-attend or cancelled-late.' }),
    followUp: t.boolean({ required: true, description: 'You want to see the worker once more.' }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('recordSession', (t) =>
  t.field({
    type: builder.unionType('RecordSessionResult', { types: [SessionRecorded, Refused] }),
    nullable: false,
    description: 'Says whether the worker was seen in a session of yours, and whether a follow-up is wanted.',
    args: { input: t.arg({ type: RecordSessionInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const { attendance, followUp } = input
      const key = idempotencyKey(input.idempotencyKey)
      const ask = { bookingId: bookingIdIn(input.bookingId), attendance, followUp, key }
      return resultOf('recorded', await recordAttendance(context.pool, context.caller, ask))
    },
  }),
)
