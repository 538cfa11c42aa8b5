import type { MemberId } from '@oh/kernel'
import type { Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'
import type { Handlers } from './arrival.ts'
import type { Peers } from './peers.ts'
import type { SigningKey } from './sign.ts'

/** What a log line of the relay may carry: ids and stable words, never a body. A service's log fits. */
export interface RelayLog {
  info(event: string, fields?: RelayLogFields): void
  warn(event: string, fields?: RelayLogFields): void
}
interface RelayLogFields {
  readonly member?: string
  readonly messageId?: string
  readonly messageName?: string
  readonly correlation?: string
  readonly attempt?: number
  readonly code?: string
  readonly fault?: unknown
}

/** What every part of the relay works with. */
export interface RelayPorts {
  readonly db: Db
  /** Who we are. */
  readonly member: MemberId
  readonly keyring: Keyring
  readonly signingKey: SigningKey
  readonly peers: Peers
  readonly handlers: Handlers
  /** Proportion 0 up to but not including 1. */
  readonly random: () => number
  readonly log: RelayLog
}

export const AS_RELAY = { kind: 'system', part: 'relay' } as const
