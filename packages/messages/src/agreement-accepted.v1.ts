import { z } from 'zod'
import { agreementId, instant, line, type Unchanging } from './fields.ts'

export const AGREEMENT_ACCEPTED_V1 = 'agreement-accepted.v1'

/** The neighbour agrees: from its first day on, each side may lend sessions to the other. */
export const agreementAcceptedV1 = z.object({ agreementId, acceptedByName: line(120), at: instant })

export type AgreementAcceptedV1 = Unchanging<z.infer<typeof agreementAcceptedV1>>

export const agreementAcceptedV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  acceptedByName: 'Carys Vaughan',
  at: '2026-03-11T10:00:00.000Z',
} as const
