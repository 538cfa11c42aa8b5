import { commonSettings, readConfig } from '@oh/chassis'
import { z } from 'zod'

const isLocal = ({ hostname }: URL) => hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
const webUrl = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine((url) => url.protocol === 'https:' || isLocal(url), 'must be https, except on this machine')

const settings = z.object({
  ...commonSettings,
  /** Where people reach the console. */
  OH_CONSOLE_URL: webUrl,
  OH_GATEWAY_URL: webUrl,
  OH_IDENTITY_ISSUER: webUrl,
  OH_OIDC_CLIENT_ID: z.string().min(1).default('oh-console'),
  /** Without it the console is a public client, which PKCE alone protects. */
  OH_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  /** The resource for which the person's token is asked; empty when the provider gives one token for all. */
  OH_OIDC_RESOURCE: z.string().default('urn:oh:federation'),
  OH_OIDC_SIGNING_ALGORITHM: z.enum(['ES256', 'PS256']).default('ES256'),
  /** Keyring that seals tokens and kept forms. */
  OH_FIELD_KEY_FILE: z.string().min(1),
})

export type ConsoleConfig = z.infer<typeof settings>

/** Reads the console's settings; throws ConfigFault with every fault at once. */
export function readConsoleConfig(environment: Record<string, string | undefined>): ConsoleConfig {
  return readConfig(settings, environment)
}
