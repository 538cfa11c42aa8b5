import type { AppointmentId, CaseId, Instant, LondonDate, ReferralId } from '@oh/kernel'
import type { Appointment, ClinicSlot, SlotId } from './appointment.ts'
import type { Case } from './case.ts'
import type { Referral, ReferralFacts } from './referral.ts'

/** A case that waits for its first appointment, with whatever the test says differently. */
export function aCase(different: Partial<Case> = {}): Case {
  return {
    id: '5e1f0a52-0c3b-4d8e-9a51-3f7f4f5b0001' as CaseId,
    state: 'awaiting-appointment',
    version: 1,
    openedOn: '2026-03-02' as LondonDate,
    ...different,
  }
}

/** A management referral that has just come in and can be accepted. */
export function aReferral(
  different: Partial<Omit<Referral, 'facts'>> & { readonly facts?: Partial<ReferralFacts> } = {},
): Referral {
  const { facts, ...others } = different
  return {
    id: '5e1f0a52-0c3b-4d8e-9a51-3f7f4f5b0002' as ReferralId,
    state: 'received',
    version: 1,
    ...others,
    facts: {
      source: 'line-manager',
      reasons: ['long-term-or-frequent-absence'],
      workerToldAndShown: true,
      workerConsented: false,
      question: 'When can we expect a return to the ward, and with what changes?',
      background: 'Off since early February with low back pain.',
      receivedOn: '2026-03-02' as LondonDate,
      absentSince: '2026-02-09' as LondonDate,
      ...facts,
    },
  }
}

/** A free slot of 45 minutes on the morning of Wednesday 11 March 2026, for all kinds of appointment. */
export function aSlot(different: Partial<ClinicSlot> = {}): ClinicSlot {
  return {
    id: '5e1f0a52-0c3b-4d8e-9a51-3f7f4f5b0003' as SlotId,
    startsAt: '2026-03-11T09:30:00.000Z' as Instant,
    endsAt: '2026-03-11T10:15:00.000Z' as Instant,
    kinds: ['face-to-face', 'telephone', 'video'],
    ...different,
  }
}

/** A booked face-to-face appointment in that slot. */
export function anAppointment(different: Partial<Appointment> = {}): Appointment {
  const { id: slot, startsAt, endsAt } = aSlot()
  return {
    id: '5e1f0a52-0c3b-4d8e-9a51-3f7f4f5b0004' as AppointmentId,
    slot,
    kind: 'face-to-face',
    state: 'booked',
    version: 1,
    startsAt,
    endsAt,
    ...different,
  }
}
