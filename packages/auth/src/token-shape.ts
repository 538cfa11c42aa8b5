import { z } from 'zod'

/** The one signature algorithm of the federation. */
export const ALGORITHM = 'ES256'
/** No token of the federation is longer (8 KiB of ASCII). */
export const LONGEST_TOKEN = 8_192

const LONGEST_HEADER = 1_024
/** Printable ASCII without a space: what key ids, issuers, audiences and subjects are written in. */
const VISIBLE = /^[\x21-\x7e]+$/
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export type ShapeFault =
  | 'missing'
  | 'too-large'
  | 'not-compact'
  | 'bad-encoding'
  | 'bad-header'
  | 'wrong-algorithm'
  | 'wrong-type'
  | 'key-unnamed'

export type ShapeReading =
  | { readonly kind: 'shaped'; readonly token: string; readonly kid: string }
  | { readonly kind: 'rejected'; readonly fault: ShapeFault }

const rejected = (fault: ShapeFault): ShapeReading => ({ kind: 'rejected', fault })

/**
 * Reads the outer shape of a compact JWS before any library sees it: at most 8 KiB, three filled segments, each equal to
 * its own base64url encoding (the library used for signatures forgives white space and padding), and a closed header
 * `alg`, `typ`, `kid`, in the one spelling JSON.stringify gives, so that doubled members cannot hide.
 * `type` is the exact `typ` wanted; undefined means that the header must have none. No signature is checked here.
 * Never throws. Source: RFC 7515 sections 2, 4 and 7.1; RFC 8725 sections 3.1 and 3.11.
 */
export function readTokenShape(token: unknown, type: string | undefined): ShapeReading {
  if (token === undefined || token === null || token === '') return rejected('missing')
  if (typeof token !== 'string') return rejected('not-compact')
  if (token.length > LONGEST_TOKEN) return rejected('too-large')
  const segments = token.split('.')
  const [header, payload, signature] = segments
  if (segments.length !== 3 || !header || !payload || !signature) return rejected('not-compact')
  if (!segments.every(isCanonicalBase64url)) return rejected('bad-encoding')
  return readHeader(token, header, type)
}

/** True when decoding and encoding again gives the same text: no padding, white space, foreign letter or spare bit. */
export function isCanonicalBase64url(text: string): boolean {
  return Buffer.from(text, 'base64url').toString('base64url') === text
}

/** The JSON value in UTF-8 bytes, or undefined when they are not that. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) return undefined
    throw fault
  }
}

/** Visible ASCII of at most 255 characters: the length OpenID Connect Core 2 gives a subject. */
export const visibleText = z.string().max(255).regex(VISIBLE)

const headerShape = z.strictObject({ alg: z.string(), kid: z.string(), typ: z.string().optional() })

function readHeader(token: string, segment: string, type: string | undefined): ShapeReading {
  const bytes = Buffer.from(segment, 'base64url')
  if (bytes.length > LONGEST_HEADER) return rejected('bad-header')
  const header = jsonIn(bytes)
  if (typeof header !== 'object' || header === null || JSON.stringify(header) !== bytes.toString()) return rejected('bad-header')
  if (!('alg' in header) || header.alg !== ALGORITHM) return rejected('wrong-algorithm')
  if (('typ' in header ? header.typ : undefined) !== type) return rejected('wrong-type')
  if (!('kid' in header) || !visibleText.safeParse(header.kid).success) return rejected('key-unnamed')
  const closed = headerShape.safeParse(header)
  return closed.success ? { kind: 'shaped', token, kid: closed.data.kid } : rejected('bad-header')
}
