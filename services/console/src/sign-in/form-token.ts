import { randomBytes } from 'node:crypto'
import { sameText } from './secret.ts'

const KEY_BYTES = 32

/** The key of a person's forms in base64url. It lives on when the same person signs in again, so that open pages stay good. */
export function newFormKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url')
}

/**
 * A fresh token for one form: the key under a random mask. Each differs, so compressed pages do not give the key away
 * to somebody who can make a page repeat chosen text (BREACH).
 */
export function formTokenOf(formKey: string): string {
  const mask = randomBytes(KEY_BYTES)
  return Buffer.concat([mask, xor(mask, Buffer.from(formKey, 'base64url'))]).toString('base64url')
}

/** True when the token was made from this key. */
export function isFormTokenOf(formKey: string, token: string | undefined): boolean {
  const bytes = Buffer.from(token ?? '', 'base64url')
  if (bytes.length !== 2 * KEY_BYTES) return false
  return sameText(xor(bytes.subarray(0, KEY_BYTES), bytes.subarray(KEY_BYTES)).toString('base64url'), formKey)
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)))
}
