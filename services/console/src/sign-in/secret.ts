import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits that a browser holds and we do not keep. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What we keep of a secret: enough to recognise it, not to use it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Compares without telling by time how much was right. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
