import {
  APPOINTMENT_SENTENCES,
  type AppointmentEvent,
  advance,
  type CaseEvent,
  endAppointment,
  MOVE_SENTENCES,
} from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { AppointmentId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, type ChangeAsk, changeCase, type Effect } from '../cases/change-case.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { findAppointment } from './appointment.reads.ts'
import { endAppointmentRow } from './appointment.store.ts'
import { asAppointment } from './view-appointments.ts'

export interface EndAsk extends ChangeAsk {
  /** The appointment that the form showed. */
  readonly appointmentId: string
}
export interface AttendanceAsk extends EndAsk {
  /** `attended` or `did-not-attend`. */
  readonly attendance: string
}
type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>
type Answer = Promise<Denied | RefusedAnswer | Stale | CaseChanged>

const ATTENDANCE: Readonly<Record<string, AppointmentEvent>> = { attended: 'attended', 'did-not-attend': 'did-not-attend' }
const UNKNOWN: RefusedAnswer = {
  kind: 'refused',
  reasons: [{ word: 'attendance-unknown', sentence: 'Say whether the worker attended.' }],
}

/** The OH team, or the worker himself, cancels the booked appointment of a case: its slot is free again. */
export function cancelAppointment(spoke: Parts, actor: Actor, ask: EndAsk): Answer {
  return changeCase(spoke, actor, {
    operation: 'cancel-appointment',
    action: 'appointment.manage',
    shutBy: ['fit-to-attend'],
    ask,
    change: (tx, found) => end(tx, found, ask, 'cancelled'),
  })
}

/** The OH team records whether the worker came; nobody records the own attendance. */
export function recordAttendance(spoke: Parts, actor: Actor, ask: AttendanceAsk): Answer {
  return changeCase(spoke, actor, {
    operation: 'record-attendance',
    action: 'appointment.manage',
    shutBy: ['fit-to-attend'],
    notOnOwn: true,
    ask,
    change: async (tx, found) => {
      const event = Object.hasOwn(ATTENDANCE, ask.attendance) ? ATTENDANCE[ask.attendance] : undefined
      return event ? end(tx, found, ask, event) : UNKNOWN
    },
  })
}

async function end(tx: ScopedTx, found: CaseRow, ask: EndAsk, event: AppointmentEvent): Promise<Effect | RefusedAnswer> {
  const onMove = advance(asCase(found), moveOf(event, ask.appointmentId as AppointmentId), tx.now)
  if (onMove.kind === 'refused') return refusedAnswer(onMove.reasons, MOVE_SENTENCES)
  // the rules have compared the id with the case's own, so it is one of ours
  const booked = await findAppointment(tx, ask.appointmentId as AppointmentId)
  if (!booked) throw new Error('The booked appointment of this case is gone.')
  const onAppointment = endAppointment(asAppointment(booked), event, tx.now)
  if (onAppointment.kind === 'refused') return refusedAnswer(onAppointment.reasons, APPOINTMENT_SENTENCES)
  await endAppointmentRow(tx, booked.appointment.id, event)
  const { kind } = moveOf(event, booked.appointment.id)
  await saveMove(tx, found, onMove.case, kind)
  return { kind: 'done', id: found.id }
}

function moveOf(event: AppointmentEvent, appointment: AppointmentId): CaseEvent {
  return event === 'cancelled' ? { kind: 'appointment-cancelled', appointment } : { kind: event, appointment }
}
