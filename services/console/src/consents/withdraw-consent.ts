import { graphql } from '../graphql.ts'

/** Withdraws consent: one operation for the worker and for the clinician who writes it down. */
export const WITHDRAW = graphql(`
  mutation WithdrawConsent($input: WithdrawConsentInput!) {
    withdrawConsent(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

/** The field at which each refusal is shown. */
export const WITHDRAWAL_FIELDS: Readonly<Record<string, string>> = {
  'consequences-not-told': 'told',
  'evidence-missing': 'evidence',
  'evidence-unreadable': 'evidence',
}
