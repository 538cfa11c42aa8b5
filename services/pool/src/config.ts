import { readConfig } from '@oh/chassis'
import { asIcsCode, type IcsCode, isPoolId, type PoolId } from '@oh/kernel'
import { memberSettings } from '@oh/member'
import { z } from 'zod'

const settings = z.object({
  ...memberSettings,
  OH_MEMBER_ID: z.custom<PoolId>((id) => typeof id === 'string' && isPoolId(id), 'must be a pool id such as pool-0123456789ab'),
  OH_ICS_CODE: z.custom<IcsCode>(
    (code) => typeof code === 'string' && asIcsCode(code) !== undefined,
    'must be an ICS code such as QK1',
  ),
})

export type PoolConfig = z.infer<typeof settings>

export function readPoolConfig(environment: Record<string, string | undefined>): PoolConfig {
  return readConfig(settings, environment)
}
