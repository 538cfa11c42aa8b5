import { commonSettings, readConfig } from '@oh/chassis'
import { z } from 'zod'

const settings = z.object({
  ...commonSettings,
  OH_IDENTITY_ISSUER: z.url(),
  OH_IDENTITY_JWKS_URL: z.url(),
  OH_SIGNING_KEY_FILE: z.string().min(1),
})

export type GatewayConfig = z.infer<typeof settings>

export function readGatewayConfig(environment: Record<string, string | undefined>): GatewayConfig {
  return readConfig(settings, environment)
}
