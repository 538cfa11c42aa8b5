import type { LondonDate, PersonId } from '@oh/kernel'
import { beforeAll, describe, expect, it } from 'vitest'
import { secondsOf } from './claims.ts'
import {
  jwksKeys,
  type Membership,
  publicKeySet,
  RolesNotKnown,
  type RolesWant,
  readRolesProof,
  type SigningKey,
  signRolesProof,
  signServiceToken,
  staticKeys,
} from './index.ts'
import { ROLES_PROOF_TYPE } from './roles-proof.ts'
import { aSigningKey, NOON, secondsFromNoon, signAnything } from './token-samples.ts'

const subject = { person: 'femi' as PersonId, audience: 'spoke-0123456789ab' }
const since = '2022-07-01' as LondonDate
const leads: Membership[] = [{ role: 'ics-lead', scope: 'QK1', from: since }]
const noon = secondsOf(NOON)
const type = { typ: ROLES_PROOF_TYPE }
let key: SigningKey
let want: RolesWant

beforeAll(async () => {
  key = await aSigningKey()
  want = { ...subject, keys: await staticKeys(publicKeySet([key])), now: NOON }
})

const read = async (proof: unknown, different: Partial<RolesWant> = {}) => readRolesProof(proof, { ...want, ...different })

it('states regional and national roles for 60 seconds, with no grace', async () => {
  const both: Membership[] = [...leads, { role: 'national-lead', from: since, to: '2027-01-01' as LondonDate }]
  const proof = await signRolesProof(key, subject, both, NOON)
  expect(await read(proof)).toEqual(both)
  expect(await read(proof, { now: secondsFromNoon(59)() })).toEqual(both)
  expect(await read(proof, { now: secondsFromNoon(60)() })).toEqual([])
})

it('gives nobody a role that a member grants by itself, whatever the directory holds', async () => {
  const own: Membership[] = (['oh-nurse', 'oh-administrator', 'privacy-officer', 'directory-registrar'] as const).map((role) => ({
    role,
    from: since,
  }))
  expect(await read(await signRolesProof(key, subject, [...own, ...leads], NOON))).toEqual(leads)
})

it('is no answer at all while the directory does not answer with its keys', async () => {
  const url = new URL('https://directory.example/jwks')
  const keys = jwksKeys({ url, now: () => NOON, fetchJson: () => Promise.reject(new Error('silent')) })
  const proof = await signRolesProof(key, subject, leads, NOON)
  await expect(read(proof, { keys })).rejects.toThrow(RolesNotKnown)
  expect(await read('x.y.z', { keys })).toEqual([])
})

describe('a proof states nothing', () => {
  it.each([undefined, null, '', 'x.y.z', 7])('when it is %j', async (proof) => expect(await read(proof)).toEqual([]))

  it('about another person, or for another member', async () => {
    expect(await read(await signRolesProof(key, { ...subject, person: 'eve' as PersonId }, leads, NOON))).toEqual([])
    expect(await read(await signRolesProof(key, { ...subject, audience: 'spoke-ba9876543210' }, leads, NOON))).toEqual([])
  })

  it('signed by a key that is not the directory’s', async () => {
    expect(await read(await signRolesProof(await aSigningKey(), subject, leads, NOON))).toEqual([])
  })

  it('altered after it was signed', async () => {
    const [head, body, signature] = (await signRolesProof(key, subject, leads, NOON)).split('.')
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString())
    claims.roles[0].scope = 'QT1'
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url')
    expect(await read(`${head}.${forged}.${signature}`)).toEqual([])
  })

  it('when it is another paper of the same key', async () => {
    expect(await read(await signServiceToken(key, subject.audience, NOON))).toEqual([])
  })

  it.each([
    ['another issuer', { iss: 'spoke-0123456789ab' }],
    ['a longer life', { exp: noon + 3_600 }],
    ['a claim that nobody agreed', { admin: true }],
    ['no roles', { roles: undefined }],
    ['roles that are no list', { roles: 'ics-lead' }],
  ])('with %s', async (_what, different) => {
    const { person: sub, audience: aud } = subject
    const claims = { iss: 'directory', aud, sub, roles: leads, jti: 'x', iat: noon, exp: noon + 60 }
    expect(await read(await signAnything(key, claims, type))).toEqual(leads)
    expect(await read(await signAnything(key, { ...claims, ...different }, type))).toEqual([])
  })
})
