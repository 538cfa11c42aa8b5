import type { Instant } from '@oh/kernel'
import { graphql } from '../graphql.ts'

/** One publication with everything that is told of it but its figures. */
export const PUBLICATION = graphql(`
  fragment PublicationFacts on Publication @_unmask {
    number month policy publishedAt publishedByName synthetic periods digest signature
    withdrawal { kind at byName reason }
    withdrawalAsked { at byName isOwn reason reasonWord }
  }
`)

export interface WithdrawalShown {
  readonly kind: string
  readonly at: Instant
  readonly byName: string
  readonly reason: string
}

export interface WithdrawalAskShown {
  readonly at: Instant
  readonly byName: string
  readonly isOwn: boolean
  readonly reason: string
  readonly reasonWord: string
}

/** A row of the list of publications. */
export interface PublicationRow {
  readonly number: number
  readonly month: string
  /** Version of the disclosure policy. */
  readonly policy: number
  readonly publishedAt: Instant
  readonly publishedByName: string
  readonly synthetic: boolean
}

export interface PublicationShown extends PublicationRow {
  /** The periods whose figures stand in it. */
  readonly periods: readonly string[]
  readonly digest: string
  readonly signature: string
  readonly withdrawal: WithdrawalShown | null
  readonly withdrawalAsked: WithdrawalAskShown | null
}

/** Where a publication is withdrawn. */
export const withdrawPath = (number: number): string => `/publications/withdraw/${number}`

/** Where its figures are read, whether it stands or not. */
export const publicationPath = (number: number): string => `/publications/number/${number}`
