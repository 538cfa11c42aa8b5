import { APPOINTMENT_SENTENCES, advance, MOVE_SENTENCES, ruleOnBooking } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { AppointmentId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, type ChangeAsk, changeCase, type Effect } from '../cases/change-case.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { bookedSlotsOf, findSlot, takenBy } from './appointment.reads.ts'
import { insertAppointment } from './appointment.store.ts'
import { asSlot, endOf } from './view-appointments.ts'

export interface BookAsk extends ChangeAsk {
  readonly slotId: string
}
type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

const SLOT_TAKEN = refusedAnswer(['slot-taken'], APPOINTMENT_SENTENCES)
const NO_SLOT: RefusedAnswer = {
  kind: 'refused',
  reasons: [{ word: 'no-such-slot', sentence: 'There is no such slot. Choose another.' }],
}

/** The OH team, or the worker himself, books a free slot for a case. Of two who want one slot at once, one gets it. */
export function bookAppointment(spoke: Parts, actor: Actor, ask: BookAsk): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    operation: 'book-appointment',
    action: 'appointment.manage',
    shutBy: ['fit-to-attend'],
    ask,
    change: (tx, found) => book(tx, spoke, found, ask),
  })
}

async function book(tx: ScopedTx, spoke: Parts, found: CaseRow, ask: BookAsk): Promise<Effect | RefusedAnswer> {
  const row = await findSlot(tx, ask.slotId)
  if (!row) return NO_SLOT
  const others = (await bookedSlotsOf(tx, found.workerId)).map((slot) => ({ startsAt: slot.startsAt, endsAt: endOf(slot) }))
  const onBooking = ruleOnBooking(asSlot(row, await takenBy(tx, row.id)), row.kind, others, tx.now)
  const id = spoke.newId() as AppointmentId
  const onMove = advance(asCase(found), { kind: 'appointment-booked', appointment: id }, tx.now)
  if (onMove.kind === 'refused') return refusedAnswer(onMove.reasons, MOVE_SENTENCES)
  if (onBooking.kind === 'refused') return refusedAnswer(onBooking.reasons, APPOINTMENT_SENTENCES)
  const bookedBy = callerOf(tx)
  const appointment = {
    id,
    caseId: found.id,
    slotId: row.id,
    state: 'booked',
    bookedAt: tx.now,
    bookedBy,
    endedAt: null,
  } as const
  if (!(await insertAppointment(tx, appointment))) return SLOT_TAKEN
  await saveMove(tx, found, onMove.case, 'appointment-booked')
  return { kind: 'done', id: found.id }
}
