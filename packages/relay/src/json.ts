/** The JSON value in UTF-8 bytes, or undefined when there is none. */
export function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof TypeError) return undefined
    throw fault
  }
}

/** The fields of a JSON object; none of anything else. */
export function fieldsIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
