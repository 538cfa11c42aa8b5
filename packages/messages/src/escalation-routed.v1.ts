import { z } from 'zod'
import { escalationId, instant, type Unchanging } from './fields.ts'

export const ESCALATION_ROUTED_V1 = 'escalation-routed.v1'

/** The pool has looked for a specialist. A new round (after a decline, a lapse or a conflict) is a new message. */
export const escalationRoutedV1 = z.object({
  escalationId,
  outcome: z.enum(['offered', 'nobody-eligible']),
  /** From 1. */
  round: z.int().min(1).max(1_000),
  at: instant,
})

export type EscalationRoutedV1 = Unchanging<z.infer<typeof escalationRoutedV1>>

export const escalationRoutedV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  outcome: 'offered',
  round: 1,
  at: '2026-03-10T09:00:04.120Z',
} as const
