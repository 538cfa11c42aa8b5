import { addDays, type LondonDate } from '@oh/kernel'
import { graphql } from '../graphql.ts'
import type { Agreement } from './agreements.view.tsx'

/** What pages show of an agreement. */
export const AGREEMENT = graphql(`
  fragment AgreementFields on ReciprocalAgreement @_unmask {
    id partnerName state stateTitle reason fromOn toOn proposedHere proposedByName acceptedByName endedByName endedAt
    allowedActions
    ledger {
      months { month lent lentUsed borrowed borrowedUsed balance }
      total { month lent lentUsed borrowed borrowedUsed balance }
    }
  }
`)

/** As people name it: by its last day, not by the first one on which it no longer holds. */
export function agreementOf({ toOn, ...rest }: Omit<Agreement, 'lastOn'> & { readonly toOn: LondonDate | null }): Agreement {
  return { ...rest, lastOn: toOn ? addDays(toOn, -1) : undefined }
}
