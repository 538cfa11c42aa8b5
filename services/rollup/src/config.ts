import { readConfig } from '@oh/chassis'
import { isRollupId, type RollupId } from '@oh/kernel'
import { memberSettings } from '@oh/member'
import { z } from 'zod'

const settings = z.object({
  ...memberSettings,
  /** `local` publishes made-up figures, and marks them so. */
  OH_PROFILE: z.enum(['local', 'production']).default('production'),
  OH_MEMBER_ID: z.custom<RollupId>(
    (id) => typeof id === 'string' && isRollupId(id),
    'must be a rollup id such as rollup-0123456789ab',
  ),
})

export type RollupConfig = z.infer<typeof settings>

export function readRollupConfig(environment: Record<string, string | undefined>): RollupConfig {
  return readConfig(settings, environment)
}
