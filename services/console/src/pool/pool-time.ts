import { graphql } from '../graphql.ts'

/** What all job plans of a pool amount to in a week. */
export const POOL_TIME = graphql(`
  fragment TimeOfPool on PoolTime @_unmask {
    pas clinicalPas complexCasePas casesAWeek complexCasePasPer1000 casesAWeekPer1000 staff hoursPerCase sharePlannedHeld
  }
`)
