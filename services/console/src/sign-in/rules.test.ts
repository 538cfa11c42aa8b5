import { addMilliseconds, type Instant } from '@oh/kernel'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { describe, expect, it } from 'vitest'
import { sealFor } from './contents.ts'
import { consoleCookies } from './cookies.ts'
import { formTokenOf, isFormTokenOf, newFormKey } from './form-token.ts'
import { homeOf, navigationOf } from './home.ts'
import { isLive } from './life.ts'
import { safeReturnPath } from './return-path.ts'

const start = '2026-11-23T09:00:00.000Z' as Instant
const MINUTE = 60_000

describe('a sign-in is live', () => {
  const after = (milliseconds: number) => addMilliseconds(start, milliseconds)

  it('for 15 minutes after it was last used, to the millisecond', () => {
    const times = { startedAt: start, seenAt: after(60 * MINUTE) }
    expect(isLive(times, after(75 * MINUTE - 1))).toBe(true)
    expect(isLive(times, after(75 * MINUTE))).toBe(false)
  })

  it('for 8 hours at most, however active', () => {
    const times = { startedAt: start, seenAt: after(480 * MINUTE - 2) }
    expect(isLive(times, after(480 * MINUTE - 1))).toBe(true)
    expect(isLive(times, after(480 * MINUTE))).toBe(false)
  })

  it('and never once it was locked', () => {
    expect(isLive({ startedAt: start, seenAt: start, lockedAt: start }, start)).toBe(false)
  })
})

describe('the way back after signing in', () => {
  const origin = 'https://oh.example.nhs.uk'

  it.each(['/', '/worklist', '/cases/1?show=a%20b&x=1', '/carry', '/pool/2/..'])('may be a page of ours: %s', (path) => {
    const url = new URL(path, origin)
    expect(safeReturnPath(path, origin)).toBe(`${url.pathname}${url.search}`)
  })

  it.each([
    undefined,
    '',
    'worklist',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a/..//evil.example',
    '/./\\evil.example',
    '/%2e%2e//evil.example',
    'https://evil.example/',
    'https://oh.example.nhs.uk@evil.example/',
    'javascript:alert(1)',
    '/\tevil',
    '/\nset-cookie: a=b',
    '/sign-out',
    '/signed-in?code=1',
    '/a/../sign-out',
    `/${'a'.repeat(3000)}`,
  ])('is home instead of %j', (path) => {
    expect(safeReturnPath(path, origin)).toBe('/')
  })
})

describe('a form token', () => {
  const key = newFormKey()

  it('is good for the key it was made from, and different each time', () => {
    const [one, other] = [formTokenOf(key), formTokenOf(key)]
    expect(one).not.toBe(other)
    expect(isFormTokenOf(key, one) && isFormTokenOf(key, other)).toBe(true)
  })

  it.each([undefined, '', 'x', formTokenOf(newFormKey()), key, `${formTokenOf(key)}AAAA`])('is not %j', (token) => {
    expect(isFormTokenOf(key, token)).toBe(false)
  })
})

describe('cookies', () => {
  it('belong to this host alone where the console is served over https', () => {
    const { signIn, browser, notice } = consoleCookies(true)
    expect([signIn.name, browser.name, notice.name]).toEqual(['__Host-oh_sign_in', '__Host-oh_flight', '__Host-oh_notice'])
  })
})

describe('what is sealed', () => {
  const keyring = openKeyring('console', newKeyringFile())
  const seal = sealFor<{ readonly a: string }>(keyring, 'sign_in')

  it('opens where it was sealed', () => {
    expect(seal.open('h1', seal.close('h1', { a: 'Łódź' }))).toEqual({ a: 'Łódź' })
  })

  it('opens neither in another row nor in another table', () => {
    const sealed = seal.close('h1', { a: 'x' })
    expect(() => seal.open('h2', sealed)).toThrow()
    expect(() => sealFor(keyring, 'sign_in_flight').open('h1', sealed)).toThrow()
  })
})

describe('home and navigation', () => {
  const everywhere = () => true

  it('put work before being looked after', () => {
    expect(homeOf({ organisation: 'RX1', roles: ['worker', 'oh-nurse'] }, everywhere)).toBe('/worklist')
    expect(homeOf({ roles: ['worker'] }, everywhere)).toBe('/my-record')
  })

  it('show each page once, and only pages that exist', () => {
    expect(navigationOf(['oh-nurse', 'oh-physician', 'worker'], everywhere).map(({ href }) => href)).toEqual([
      '/worklist',
      '/referrals',
      '/escalations',
      '/my-record',
      '/refer',
    ])
    expect(navigationOf(['specialist'], (path) => path === '/pool').map(({ href }) => href)).toEqual(['/pool'])
  })

  it('offer nothing to somebody without a role', () => {
    expect(homeOf({ organisation: 'RX1', roles: [] }, everywhere)).toBeUndefined()
  })
})
