import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** The console's cookies. Cookies ignore ports, so their names differ from the identity provider's. */
export interface Cookies {
  /** Who is signed in: the opaque id of a sign-in. */
  readonly signIn: Cookie
  /** Which browser started a sign-in: without it nobody else's browser can finish it. */
  readonly browser: Cookie
  /** What to say on the next page: one word of a closed list. */
  readonly notice: Cookie
}

interface Cookie {
  readonly name: string
  get(c: Context): string | undefined
  set(c: Context, value: string, maxAgeSeconds?: number): void
  clear(c: Context): void
}

/** `__Host-` and Secure where the console is served over https; plain names on a local http address, where neither works. */
export function consoleCookies(https: boolean): Cookies {
  const cookie = (plainName: string): Cookie => {
    const name = https ? `__Host-${plainName}` : plainName
    const attributes = { path: '/', httpOnly: true, secure: https, sameSite: 'Lax' } as const
    return {
      name,
      get: (c) => getCookie(c, name),
      set: (c, value, maxAge) => setCookie(c, name, value, maxAge === undefined ? attributes : { ...attributes, maxAge }),
      clear: (c) => void deleteCookie(c, name, attributes),
    }
  }
  return { signIn: cookie('oh_sign_in'), browser: cookie('oh_flight'), notice: cookie('oh_notice') }
}
