import { z } from 'zod'
import { escalationId, instant, personId, type Unchanging } from './fields.ts'

export const CONFLICT_DECLARED_V1 = 'conflict-declared.v1'

/** The specialist knows the worker. The home spoke closes identity and content for that person at once; the pool routes again. */
export const conflictDeclaredV1 = z.object({ escalationId, specialistPerson: personId, at: instant })

export type ConflictDeclaredV1 = Unchanging<z.infer<typeof conflictDeclaredV1>>

export const conflictDeclaredV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  specialistPerson: 'dr-bell',
  at: '2026-03-10T11:44:02.870Z',
} as const
