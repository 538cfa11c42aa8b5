import { readConfig } from '@oh/chassis'
import {
  asTrustCode,
  isPoolId,
  isRollupId,
  isSpokeId,
  type PoolId,
  type RollupId,
  type SpokeId,
  type TrustCode,
} from '@oh/kernel'
import { memberSettings } from '@oh/member'
import { z } from 'zod'

const settings = z.object({
  ...memberSettings,
  OH_MEMBER_ID: z.custom<SpokeId>(
    (id) => typeof id === 'string' && isSpokeId(id),
    'must be a spoke id such as spoke-0123456789ab',
  ),
  /** Host first, then the other employers' codes by which this service is addressed. */
  OH_TRUSTS: z.string().transform((codes, context): [TrustCode, ...TrustCode[]] => {
    const [host, ...rest] = codes.split(',').map(asTrustCode)
    if (!host || rest.some((code) => !code)) {
      context.addIssue('must be trust codes with commas between them')
      return z.NEVER
    }
    return [host, ...rest.filter((code) => code !== undefined)]
  }),
  OH_POOL_ID: z.custom<PoolId>((id) => typeof id === 'string' && isPoolId(id), 'must be a pool id such as pool-0123456789ab'),
  OH_ROLLUP_ID: z.custom<RollupId>(
    (id) => typeof id === 'string' && isRollupId(id),
    'must be a rollup id such as rollup-0123456789ab',
  ),
})

export type SpokeConfig = z.infer<typeof settings>

export function readSpokeConfig(environment: Record<string, string | undefined>): SpokeConfig {
  return readConfig(settings, environment)
}
