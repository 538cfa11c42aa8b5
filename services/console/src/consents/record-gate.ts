import { graphql } from '../graphql.ts'

/** Records consent, or what stands in its place: one operation for the worker and for the clinician. */
export const RECORD_GATE = graphql(`
  mutation RecordGate($input: RecordGateInput!) {
    recordGate(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)
