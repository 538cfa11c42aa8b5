import type { Branded } from './ids.ts'

/** What people read out on the telephone, as `K7F-3X9-TP3`: eight characters of chance and a check character. */
export type CaseReference = Branded<string, 'CaseReference'>

/**
 * 23 characters. No vowels, so no words; one of each set that looks or sounds alike (B 8, D O Q 0, G 6, I L 1, S 5, U V,
 * Z 2, N M). A prime number of them, so that the weighted sum below misses no single mistake and no swap of neighbours.
 */
const ALPHABET = '0123456789CFHJKMPRTVWXY'
const BASE = ALPHABET.length
const PAYLOAD = 8
const COMBINATIONS = BigInt(BASE) ** BigInt(PAYLOAD)
/** Not 0, so that 000-000-000, typed to get past a form, is no reference. */
const REMAINDER = 1

const MEANT_BY: Readonly<Record<string, string>> = {
  B: '8',
  D: '0',
  G: '6',
  I: '1',
  L: '1',
  N: 'M',
  O: '0',
  Q: '0',
  S: '5',
  U: 'V',
  Z: '2',
}

/**
 * Makes a case reference out of random bytes, which the caller brings: at least eight, of which the first eight count.
 * The same bytes give the same reference. There are 23^8 (7.8 × 10^10) references, all but equally likely; two cases of
 * a service with 100,000 of them share one about once in 16 services, so the column is unique and the caller tries again.
 * Throws RangeError on fewer than eight bytes.
 */
export function caseReferenceFrom(bytes: Uint8Array): CaseReference {
  if (bytes.length < 8) throw new RangeError(`A case reference needs 8 random bytes, not ${bytes.length}.`)
  let rest = bytes.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) % COMBINATIONS
  let payload = ''
  while (payload.length < PAYLOAD) {
    payload += ALPHABET.charAt(Number(rest % BigInt(BASE)))
    rest /= BigInt(BASE)
  }
  const check = (((REMAINDER - weightedSum(`${payload}0`)) % BASE) + BASE) % BASE
  return grouped(payload + ALPHABET.charAt(check))
}

/**
 * The reference that a person meant, or undefined when the text is none. Forgives lower case, spaces, missing or odd
 * hyphens, and characters that look or sound alike (O for 0, I or L for 1, N for M); every other mistake in one
 * character, and every swap of two neighbours, gives undefined. Says nothing about whether such a case exists.
 * @example readCaseReference('k7f 3x9 tp3')
 */
export function readCaseReference(text: string): CaseReference | undefined {
  const typed = text.replace(/[\s\p{Dash}]/gu, '')
  if (!/^[0-9a-z]{9}$/i.test(typed)) return undefined
  const characters = Array.from(typed.toUpperCase(), (character) => MEANT_BY[character] ?? character)
  if (!characters.every((character) => ALPHABET.includes(character))) return undefined
  const reference = characters.join('')
  return weightedSum(reference) % BASE === REMAINDER ? grouped(reference) : undefined
}

/** Weights 9 down to 1, as in ISBN-10: all different and none divisible by the base. The check character weighs 1. */
function weightedSum(characters: string): number {
  return Array.from(characters).reduce((sum, character, at) => sum + (characters.length - at) * ALPHABET.indexOf(character), 0)
}

function grouped(reference: string): CaseReference {
  return `${reference.slice(0, 3)}-${reference.slice(3, 6)}-${reference.slice(6)}` as CaseReference
}
