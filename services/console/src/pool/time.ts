import { graphql } from '../graphql.ts'

/** The time of one specialist, as the coordinator and the specialist see it. */
export const TIME = graphql(`
  fragment Time on SpecialistTimeAhead @_unmask {
    time {
      specialist { id fullName }
      today isAway rights sessionHours
      plan { complexCases }
      plans { from to pas complexCases assessments supervision telephoneAdvice nonClinical }
      weeklySessions { id weekdayTitle startsAtHour hours siteName virtual from to }
    }
    leave { id fromOn backOn }
    sessions { id startsAt hours hoursFree siteName virtual cancelled }
  }
`)
