/** What was sent with a form. Texts come trimmed and with plain line ends, as the character counts assume. */
export interface SentFields {
  /** The fields as they were sent, in order, for keeping them. */
  readonly entries: readonly (readonly [name: string, value: string])[]
  /** The first value of a field; empty when it was not sent. */
  text(name: string): string
  /** Every value of a field, for checkboxes. */
  all(name: string): readonly string[]
}

/** Reads `application/x-www-form-urlencoded` text. */
export function readFields(entries: readonly (readonly [string, string])[]): SentFields {
  const clean = (value: string) => value.replaceAll('\r\n', '\n').trim()
  const all = (name: string) => entries.filter(([key]) => key === name).map(([, value]) => clean(value))
  return { entries, all, text: (name) => all(name)[0] ?? '' }
}
