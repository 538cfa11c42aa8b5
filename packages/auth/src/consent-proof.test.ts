import type { EscalationId, PersonId, PoolId, SpokeId } from '@oh/kernel'
import { beforeAll, describe, expect, test } from 'vitest'
import { secondsOf } from './claims.ts'
import {
  CONSENT_REFUSALS,
  type ConsentSubject,
  type ConsentWant,
  publicKeySet,
  readConsentProof,
  type SigningKey,
  signConsentProof,
  signServiceToken,
  staticKeys,
} from './index.ts'
import { aSigningKey, atNoon, NOON, secondsFromNoon, signAnything } from './token-samples.ts'

const subject: ConsentSubject = {
  spoke: 'spoke-0123456789ab' as SpokeId,
  pool: 'pool-0123456789ab' as PoolId,
  escalation: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01' as EscalationId,
  person: 'dr-bell' as PersonId,
}
const noon = secondsOf(NOON)
const open = { kind: 'open' } as const
const closed = (reason: string) => ({ kind: 'closed', reason })
let key: SigningKey
let want: ConsentWant

beforeAll(async () => {
  key = await aSigningKey()
  want = { ...subject, keys: await staticKeys(publicKeySet([key])), now: atNoon }
})

test('an open ruling opens the content until its 60 seconds are over, with no grace', async () => {
  const proof = await signConsentProof(key, subject, open, NOON)
  expect(await readConsentProof(proof, want)).toEqual({ kind: 'open', until: '2026-03-10T12:01:00.000Z' })
  expect((await readConsentProof(proof, { ...want, now: secondsFromNoon(59) })).kind).toBe('open')
  expect(await readConsentProof(proof, { ...want, now: secondsFromNoon(60) })).toEqual(closed('proof-invalid'))
  expect((await readConsentProof(proof, { ...want, now: secondsFromNoon(-30) })).kind).toBe('open')
  expect(await readConsentProof(proof, { ...want, now: secondsFromNoon(-31) })).toEqual(closed('proof-invalid'))
})

test.each(CONSENT_REFUSALS)('a signed refusal closes it and says why: %s', async (reason) => {
  const proof = await signConsentProof(key, subject, { kind: 'refused', reason }, NOON)
  expect(await readConsentProof(proof, want)).toEqual(closed(reason))
})

test.each([undefined, null, ''])('no proof (%j) closes it', async (proof) => {
  expect(await readConsentProof(proof, want)).toEqual(closed('proof-missing'))
})

describe('a proof is invalid', () => {
  test.each([
    ['spoke', 'spoke-ba9876543210'],
    ['pool', 'pool-ba9876543210'],
    ['escalation', '1b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a02'],
    ['person', 'dr-other'],
  ] as const)('when it is for or by another %s', async (field, value) => {
    const proof = await signConsentProof(key, { ...subject, [field]: value } as ConsentSubject, open, NOON)
    expect(await readConsentProof(proof, want)).toEqual(closed('proof-invalid'))
  })
  test('when another spoke signed it in the home spoke’s name', async () => {
    const other = await aSigningKey()
    const proof = await signConsentProof(other, subject, open, NOON)
    expect(await readConsentProof(proof, want)).toEqual(closed('proof-invalid'))
    const borrowed = { ...other, kid: key.kid }
    expect(await readConsentProof(await signConsentProof(borrowed, subject, open, NOON), want)).toEqual(closed('proof-invalid'))
  })
  test('when it is another kind of token of the same key', async () => {
    expect(await readConsentProof(await signServiceToken(key, subject.pool, NOON), want)).toEqual(closed('proof-invalid'))
  })
  test.each([7, {}, [], 'a.b.c', 'x'.repeat(9_000)])('when it is %j', async (proof) => {
    expect(await readConsentProof(proof, want)).toEqual(closed('proof-invalid'))
  })

  const claims = (change: Record<string, unknown>) => ({
    ...{ iss: subject.spoke, aud: subject.pool, sub: subject.person, escalation: subject.escalation, ruling: 'open' },
    ...{ jti: 'one', iat: noon, exp: noon + 60 },
    ...change,
  })
  test.each([
    { ruling: 'yes' },
    { ruling: undefined },
    { ruling: 'refused' },
    { ruling: 'refused', reason: 'because' },
    { ruling: 'open', reason: 'consent-withdrawn' },
    { exp: noon + 61 },
    { aud: [subject.pool] },
    { escalation: undefined },
    { sub: '' },
    { role: 'specialist' },
  ])('when the spoke signs %j', async (change) => {
    const proof = await signAnything(key, claims(change), { typ: 'consent-proof+jwt' })
    expect(await readConsentProof(proof, want)).toEqual(closed('proof-invalid'))
  })
  test('unless nothing is wrong with it', async () => {
    const proof = await signAnything(key, claims({}), { typ: 'consent-proof+jwt' })
    expect((await readConsentProof(proof, want)).kind).toBe('open')
  })
})

test('when the spoke’s keys cannot be had, nothing opens and the reason says so', async () => {
  const proof = await signConsentProof(key, subject, open, NOON)
  const unasked = { ...want, keys: { find: async () => ({ kind: 'unavailable' }) as const } }
  expect(await readConsentProof(proof, unasked)).toEqual(closed('keys-unavailable'))
})
