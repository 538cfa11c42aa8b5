import type { EscalationId, IcsCode, Instant, LondonDate, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import type { AllocationPolicy } from './allocate.ts'
import type { EscalationNeed } from './offer-rules.ts'
import type { Session, WaitingCase } from './sessions.ts'
import { defaultSettings } from './settings.ts'
import type { Specialist } from './specialist.ts'

const valid = { from: '2026-01-01' as LondonDate, to: '2027-01-01' as LondonDate }

/** A specialist of general skill at RX1 whose every right holds throughout 2026; give what the test is about. */
export function aSpecialist(id: string, given: Partial<Specialist> = {}): Specialist {
  return {
    specialistId: id as SpecialistId,
    employer: 'RX1' as TrustCode,
    department: 'Occupational health',
    skills: ['general'],
    role: valid,
    accredited: valid,
    agreement: valid,
    indemnity: valid,
    honoraryContract: valid,
    caseloadCap: 10,
    ...given,
  }
}

/** A diploma GP or a nurse in an extended role: everything but accreditation, which nobody asks for. */
export function aSecondTier(id: string, given: Partial<Specialist> = {}): Specialist {
  return aSpecialist(id, { grade: 'second-tier', accredited: undefined, ...given })
}

/** A trainee under the supervisor of that id. */
export function aTrainee(id: string, supervisor: string, given: Partial<Specialist> = {}): Specialist {
  return aSpecialist(id, { grade: 'trainee', supervisor: supervisor as SpecialistId, accredited: undefined, ...given })
}

/** A routine escalation of general skill from a ward at RHA that no rule bars from anyone. */
export function aNeed(given: Partial<EscalationNeed> = {}): EscalationNeed {
  return {
    employer: 'RHA' as TrustCode,
    department: 'Ward 7',
    excluded: [],
    skills: ['general'],
    urgency: 'routine',
    tried: [],
    knownTo: [],
    ...given,
  }
}

/** A routine case of one hour at RHA, by video or in person, due on 30 October 2026. */
export function aWaitingCase(id: string, given: Partial<WaitingCase> = {}): WaitingCase {
  return {
    caseId: id as EscalationId,
    employer: 'RHA' as TrustCode,
    skill: 'general',
    urgency: 'routine',
    receivedOn: '2026-10-01' as LondonDate,
    dueOn: '2026-10-30' as LondonDate,
    hours: 1,
    excluded: [],
    site: 'RHA',
    virtualAllowed: true,
    ...given,
  }
}

/** A session of four hours by video on Thursday 15 October 2026 at 09:00 in London, closing a working day before. */
export function aSession(id: string, specialist: string, given: Partial<Session> = {}): Session {
  return {
    sessionId: id as SessionId,
    specialistId: specialist as SpecialistId,
    startsAt: '2026-10-15T08:00:00.000Z' as Instant,
    hours: 4,
    virtual: true,
    ics: 'QT1' as IcsCode,
    closesAt: '2026-10-14T08:00:00.000Z' as Instant,
    ...given,
  }
}

/** The default settings, with no need and no neighbours recorded. */
export function aPolicy(given: Partial<AllocationPolicy> = {}): AllocationPolicy {
  const { closeWorkingDays, starvationDays } = defaultSettings
  return { closeWorkingDays, starvationDays, needByEmployer: {}, neighbours: [], ...given }
}
