import { z } from 'zod'
import { agreementId, icsCode, instant, line, londonDate, type Unchanging } from './fields.ts'

export const AGREEMENT_PROPOSED_V1 = 'agreement-proposed.v1'

/** A pool asks a neighbour for an agreement to lend each other sessions. Nothing holds until the neighbour has accepted. */
export const agreementProposedV1 = z.object({
  agreementId,
  /** The system that the asking pool serves. */
  ics: icsCode,
  reason: line(300),
  fromOn: londonDate,
  /** The first day on which it no longer holds; absent: until it is ended. */
  toOn: londonDate.optional(),
  proposedByName: line(120),
  at: instant,
})

export type AgreementProposedV1 = Unchanging<z.infer<typeof agreementProposedV1>>

export const agreementProposedV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  ics: 'QK1',
  reason: 'Blood-borne viruses for us, mental health for you, and help for each other in a surge.',
  fromOn: '2026-03-16',
  toOn: '2027-03-16',
  proposedByName: 'Moira Lennox',
  at: '2026-03-10T09:05:00.000Z',
} as const
