/** The most bytes a message body may have (128 KiB). */
export const LARGEST_BODY = 131_072
/** How deep arrays and objects may stand in each other. */
export const DEEPEST_NESTING = 32

export type JsonReading =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'fault'; readonly fault: 'too-large' | 'not-json' }

const notJson: JsonReading = { kind: 'fault', fault: 'not-json' }

/**
 * Reads JSON from UTF-8 bytes: at most 128 KiB, valid UTF-8 without a byte-order mark, nested at most 32 deep (measured
 * before parsing: a deeper value would end the process of whoever prints it). Never throws.
 */
export function readJson(bytes: Uint8Array, most = LARGEST_BODY): JsonReading {
  if (bytes.length > most) return { kind: 'fault', fault: 'too-large' }
  const text = utf8In(bytes)
  if (text === undefined || depthOf(text) > DEEPEST_NESTING) return notJson
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch (fault) {
    if (fault instanceof SyntaxError) return notJson
    throw fault
  }
}

/** Percent-decoding is the one strict UTF-8 decoder of the language itself: it refuses overlong, halved and stray bytes. */
function utf8In(bytes: Uint8Array): string | undefined {
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch (fault) {
    if (fault instanceof URIError) return undefined
    throw fault
  }
}

/** The deepest nesting outside strings; of text that is no JSON, some number. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth)
    else if (token === ']' || token === '}') depth--
  }
  return deepest
}
