import type { IcsCode, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import type { World } from './world.ts'

/**
 * Two services, one of them without a specialist, and two specialists with six sessions of four hours a week at both sites
 * and by video: from Monday 5 January 2026, for six weeks. Give what the test is about.
 */
export function aWorld(given: Partial<World> = {}): World {
  const specialist = (id: string, weekdays: readonly (1 | 2 | 3 | 4 | 5)[]) => ({
    specialistId: id as SpecialistId,
    employer: 'RX1' as TrustCode,
    department: 'Occupational health',
    skills: ['general', 'mental-health'] as const,
    caseloadCap: 99,
    sessions: weekdays.map((weekday) => ({ weekday, startsAtHour: 9, hours: 4, site: 'north', virtual: true })),
  })
  return {
    ics: 'QT1' as IcsCode,
    startsOn: '2026-01-05' as LondonDate,
    weeks: 6,
    services: [
      { employer: 'RX1' as TrustCode, site: 'north', arrivals: 0.5, need: 0.5 },
      { employer: 'RHA' as TrustCode, site: 'north', arrivals: 0.5, need: 0.5 },
    ],
    specialists: [specialist('bell', [1, 3, 5]), specialist('shah', [2, 3, 4])],
    arrivals: {
      casesPerWeek: 10,
      skills: { general: 0.6, 'mental-health': 0.4 },
      urgencies: { urgent: 0.2, soon: 0.3, routine: 0.5 },
      hours: [
        { hours: 1, share: 0.25 },
        { hours: 2, share: 0.5 },
        { hours: 3, share: 0.25 },
      ],
      dueWorkingDays: { urgent: 5, soon: 10, routine: 20 },
      conflict: 0.1,
      virtual: 0.6,
      didNotAttend: 0.08,
      followUp: 0.15,
    },
    availability: { held: 0.9, fallsAway: 0.03 },
    ...given,
  }
}
