import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { generateSigningKey } from '@oh/auth'
import { newKeyringFile } from '@oh/vault'
import { type DataFolder, writeJson } from './data-folder.ts'

export interface KeyFiles {
  /** A private ES256 key as a JWK. */
  readonly signingKeyFile: string
  /** The member's keyring, which wraps the keys of its records. */
  readonly fieldKeyFile: string
}

/** Where the key files of a holder stand: a member's id, or `gateway`, `console`, `identity`. */
export function keyFilesOf(data: DataFolder, holder: string): KeyFiles {
  const folder = path.join(data.keys, holder)
  return { signingKeyFile: path.join(folder, 'signing.json'), fieldKeyFile: path.join(folder, 'field.json') }
}

/** Makes the key files that are missing, mode 0600. A key that is there is never replaced: what it sealed would be lost. */
export async function makeKeyFiles(data: DataFolder, holders: readonly string[]): Promise<void> {
  for (const holder of holders) {
    const { signingKeyFile, fieldKeyFile } = keyFilesOf(data, holder)
    mkdirSync(path.dirname(signingKeyFile), { recursive: true, mode: 0o700 })
    if (!existsSync(signingKeyFile)) writeJson(signingKeyFile, await generateSigningKey())
    if (!existsSync(fieldKeyFile)) writeJson(fieldKeyFile, newKeyringFile())
  }
}
