import { isKind, resultOf } from '../answers.ts'
import { builder, Refused } from '../builder.ts'
import { requireServed } from '../context.ts'
import { bookingIdIn, idempotencyKey } from '../ids.ts'
import { cancelBooking } from './cancel-booking.ts'

type Cancelled = { readonly kind: 'booking-cancelled'; readonly id: string }

const BookingCancelled = builder.objectRef<Cancelled>('BookingCancelled').implement({
  description: 'It does not stand any more, its time is free, and the home service is told.',
  isTypeOf: isKind('booking-cancelled'),
  fields: (t) => ({ bookingId: t.exposeID('id', { nullable: false }) }),
})

const CancelBookingInput = builder.inputType('CancelBookingInput', {
  fields: (t) => ({
    ics: t.id({ required: true }),
    bookingId: t.id({ required: true }),
    idempotencyKey: t.id({ required: true, description: 'A UUID made with the form.' }),
  }),
})

builder.mutationField('cancelBooking', (t) =>
  t.field({
    type: builder.unionType('CancelBookingResult', { types: [BookingCancelled, Refused] }),
    nullable: false,
    description:
      'Cancels the booking of one worker who cannot come, more than a working day before; the next morning’s plan finds another session. Coordinators only.',
    args: { input: t.arg({ type: CancelBookingInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      requireServed(context, input)
      const ask = { bookingId: bookingIdIn(input.bookingId), key: idempotencyKey(input.idempotencyKey) }
      return resultOf('booking-cancelled', await cancelBooking(context.pool, context.caller, ask))
    },
  }),
)
