import { commonSettings } from '@oh/chassis'
import { z } from 'zod'

/** Settings that every member takes beside its own, under their variable names. */
export const memberSettings = {
  ...commonSettings,
  OH_GATEWAY_URL: z.url(),
  OH_IDENTITY_ISSUER: z.url(),
  OH_IDENTITY_JWKS_URL: z.url(),
  OH_SIGNING_KEY_FILE: z.string().min(1),
  OH_FIELD_KEY_FILE: z.string().min(1),
  /** Where others reach this member; left out, it is its own address. */
  OH_ENDPOINT: z.url().optional(),
}

const shape = z.object(memberSettings)
export type MemberSettings = z.infer<typeof shape>
