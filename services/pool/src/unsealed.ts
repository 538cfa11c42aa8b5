import { IntegrityFault } from '@oh/vault'
import type { Pool } from './context.ts'

/** Opens what is sealed; undefined, and an error in the log, when it was altered or moved: the use case then writes it to the audit. */
export function unsealed<Words>({ log }: Pick<Pool, 'log'>, open: () => Words): Words | undefined {
  try {
    return open()
  } catch (fault) {
    if (!(fault instanceof IntegrityFault)) throw fault
    log.error('sealed-value-does-not-open', { fault })
    return undefined
  }
}
