import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type KeySource, verifyCompact } from './index.ts'
import { readKeySet } from './public-key.ts'

const folder = process.env.OH_TESTDATA

const vectors = z.object({
  testGroups: z.array(
    z.object({
      private: z.unknown().optional(),
      public: z.unknown().optional(),
      tests: z.array(z.object({ tcId: z.number(), jws: z.unknown(), result: z.enum(['valid', 'invalid', 'acceptable']) })),
    }),
  ),
})

/** The group's keys through our own door; a private or foreign key is refused there, as it would be from a provider. */
async function keysOf(given: unknown): Promise<KeySource> {
  const isSet = typeof given === 'object' && given !== null && 'keys' in given
  const set = await readKeySet(isSet ? given : { keys: [given] })
  return {
    find: async (kid) => {
      const key = set?.keys.get(kid)
      return key ? { kind: 'found', key } : { kind: 'unknown' }
    },
  }
}

/** How many vectors of each result our own verify function accepts, under any `typ` a vector may have. */
async function accepted(file: string): Promise<{ all: number; valid: number; invalid: number[] }> {
  const { testGroups } = vectors.parse(JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')))
  const counts = { all: 0, valid: 0, invalid: [] as number[] }
  for (const group of testGroups) {
    const keys = await keysOf(group.public ?? group.private)
    for (const { tcId, jws, result } of group.tests) {
      counts.all += 1
      const readings = await Promise.all([undefined, 'JWT', 'JOSE'].map((type) => verifyCompact(jws, { type, keys })))
      if (readings.every(({ kind }) => kind === 'rejected')) continue
      if (result === 'valid') counts.valid += 1
      else counts.invalid.push(tcId)
    }
  }
  return counts
}

describe.skipIf(folder === undefined)('public JSON web signature vectors (skipped unless OH_TESTDATA names their folder)', () => {
  test('no invalid signature is accepted, and the valid ES256 ones are', async () => {
    const { all, valid, invalid } = await accepted('json_web_signature_test.json')
    expect(all).toBe(401)
    expect(invalid).toEqual([])
    expect(valid).toBe(2)
  })
  test('no signature by an unfit key is accepted', async () => {
    const { all, invalid } = await accepted('json_web_key_test.json')
    expect(all).toBe(26)
    expect(invalid).toEqual([])
  })
})
