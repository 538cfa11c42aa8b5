import { z } from 'zod'

/** A service was started with settings that do not hold; the message lists every fault, one a line. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
  readonly code = 'CONFIG'
}

/**
 * Reads a service's settings from environment variables by a zod shape keyed by variable name. All faults are reported
 * at once, by variable and rule, never with the value (it may be a secret).
 */
export function readConfig<Shape extends z.ZodObject>(
  shape: Shape,
  environment: Record<string, string | undefined>,
): z.infer<Shape> {
  const parsed = shape.safeParse(environment)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigFault(`The settings do not hold:\n${faults.join('\n')}`)
}

/** Settings that every service takes, under their variable names. */
export const commonSettings = {
  OH_HOST: z.string().default('127.0.0.1'),
  OH_PORT: z.coerce.number().int().min(0).max(65_535),
  OH_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  OH_PROFILE: z.enum(['local', 'production']).default('production'),
  OH_SOFTWARE_VERSION: z.string().default('0.1.0'),
}
