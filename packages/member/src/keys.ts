import { readFile } from 'node:fs/promises'
import { loadSigningKey, type SigningKey } from '@oh/auth'
import type { MemberId } from '@oh/kernel'
import { type Keyring, type KeyringFile, openKeyring } from '@oh/vault'
import type { MemberSettings } from './settings.ts'

export interface MemberKeys {
  readonly signingKey: SigningKey
  readonly keyring: Keyring
}

/** A member's two key files, read at start. Throws when one is missing or not usable. */
export async function loadMemberKeys(
  member: MemberId,
  settings: Pick<MemberSettings, 'OH_SIGNING_KEY_FILE' | 'OH_FIELD_KEY_FILE'>,
): Promise<MemberKeys> {
  const signingKey = await loadSigningKey(JSON.parse(await readFile(settings.OH_SIGNING_KEY_FILE, 'utf8')))
  const keyring = openKeyring(member, JSON.parse(await readFile(settings.OH_FIELD_KEY_FILE, 'utf8')) as KeyringFile)
  return { signingKey, keyring }
}
