import type { AppointmentKind, SlotId } from '@oh/casework'
import { addDays, isWorkingDay, type LondonDate } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { insertSlots, type SlotRow } from '../appointments/appointment.store.ts'
import { idOf, londonTime } from './days.ts'
import type { Seeding, SeedPerson } from './seed-ask.ts'

const WEEKS = 3
const TIMES: readonly { readonly time: string; readonly minutes: number; readonly kind: AppointmentKind }[] = [
  { time: '09:30', minutes: 45, kind: 'face-to-face' },
  { time: '10:30', minutes: 45, kind: 'face-to-face' },
  { time: '11:30', minutes: 30, kind: 'telephone' },
  { time: '14:00', minutes: 45, kind: 'face-to-face' },
  { time: '15:00', minutes: 30, kind: 'video' },
]

/** The clinics of the clinicians on every working day of the next three weeks; the soonest first. */
export async function seedSlots(tx: ScopedTx, seeding: Seeding): Promise<SlotRow[]> {
  const clinicians = [...new Set([seeding.nurse, seeding.secondClinician])]
  const days = Array.from({ length: WEEKS * 7 }, (_, at) => addDays(seeding.today, at + 1)).filter(isWorkingDay)
  const rows = days.flatMap((day) => TIMES.flatMap((time) => clinicians.map((who) => slotRow(seeding, day, time, who))))
  await insertSlots(tx, rows)
  return rows
}

export function slotRow({ spoke }: Seeding, day: LondonDate, at: (typeof TIMES)[number], who: SeedPerson): SlotRow {
  return {
    id: idOf<SlotId>(spoke.id, 'slot', day, at.time, who.person),
    startsAt: londonTime(day, at.time),
    minutes: at.minutes,
    kind: at.kind,
    clinician: who.person,
    clinicianName: who.name,
    place: at.kind === 'face-to-face' ? `Occupational Health, ${spoke.name}` : null,
  }
}
