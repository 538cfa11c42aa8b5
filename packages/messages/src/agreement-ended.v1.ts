import { z } from 'zod'
import { agreementId, instant, line, type Unchanging } from './fields.ts'

export const AGREEMENT_ENDED_V1 = 'agreement-ended.v1'

/** One side has ended the agreement, or said no to a proposal: nothing new is lent, and what is booked stays. */
export const agreementEndedV1 = z.object({ agreementId, endedByName: line(120), at: instant })

export type AgreementEndedV1 = Unchanging<z.infer<typeof agreementEndedV1>>

export const agreementEndedV1Sample = {
  agreementId: '5d0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a11',
  endedByName: 'Carys Vaughan',
  at: '2026-09-01T10:00:00.000Z',
} as const
