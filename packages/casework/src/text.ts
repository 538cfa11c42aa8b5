import { type Refused, refused, visibleCharacters } from '@oh/kernel'

/** How much text a field takes: `max` in characters a person sees; `multiline` keeps line breaks. */
export interface TextLimits {
  readonly max: number
  readonly required?: boolean
  readonly multiline?: boolean
}
export const TEXT_REFUSALS = ['empty', 'too-long', 'unprintable'] as const
export type TextRefusal = (typeof TEXT_REFUSALS)[number]
export type PlainText = { readonly kind: 'allowed'; readonly text: string } | Refused<TextRefusal>

/** U+000B (`\v`) is the line break of word processors. */
const LINE_BREAK = /\r\n|[\r\v\u0085\u2028\u2029]/g
const BYTE_ORDER_MARK = /\uFEFF/g
/** Controls, half characters, non-characters, and the marks that make text read in another order than it is stored. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/u
/** Letters, digits, punctuation and symbols, less the letters that draw nothing. */
const VISIBLE = /(?![\u115F\u1160\u2800\u3164\uFFA0])[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Checks text from any edge (form, GraphQL input, message) and gives it back in one form: Unicode NFC, line breaks as
 * `\n`, tabs as spaces, no byte-order mark, no white space at either end. Nothing else is altered, so a clinical note stays as it was typed.
 *
 * Refuses with all that apply, in this order: `empty` (required, and nothing a reader could see), `too-long` (more than
 * `max` characters a person sees, or an impossible load of combining marks), `unprintable` (control or bidi-override
 * characters, half characters; a line break where `multiline` is not set). Text that is not required may be `''`.
 */
export function plainText(raw: string, limits: TextLimits): PlainText {
  if (raw.length > mostCodeUnits(limits.max)) return refused('too-long')
  const text = inOneForm(raw)
  const reasons: TextRefusal[] = []
  if (limits.required && !VISIBLE.test(text)) reasons.push('empty')
  if (charactersIn(text) > limits.max) reasons.push('too-long')
  if (placeOfUnprintable(text, limits) >= 0) reasons.push('unprintable')
  const [first, ...rest] = reasons
  return first === undefined ? { kind: 'allowed', text } : refused(first, ...rest)
}

/** Characters a person sees: a letter with its accents, or a family emoji, is one. */
export function charactersIn(text: string): number {
  return visibleCharacters(text)
}

/** The sentence to show beside a field, in plain English, with the field's own limit; of what was typed, the place to look at. */
export function textSentence(reason: TextRefusal, limits: TextLimits, raw = ''): string {
  const place = reason === 'unprintable' ? wordsBefore(raw, limits) : ''
  const near = place && ` near ‘${place}’`
  const sentences: Record<TextRefusal, string> = {
    empty: 'Write something here.',
    'too-long': `Write ${limits.max.toLocaleString('en-GB')} characters or fewer.`,
    unprintable: limits.multiline
      ? `Remove the hidden or control characters${near}. Type the text again instead of pasting it.`
      : `Use one line, without hidden or control characters${near}. Type the text again instead of pasting it.`,
  }
  return sentences[reason]
}

const MOST_ECHOED = 20

/** The last visible characters before the first that is refused, or those behind it; '' where there are none. */
function wordsBefore(raw: string, limits: TextLimits): string {
  if (raw.length > mostCodeUnits(limits.max)) return ''
  const text = inOneForm(raw)
  const at = placeOfUnprintable(text, limits)
  if (at < 0) return ''
  const readable = (part: string) => [
    ...part
      .replace(/\p{C}+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ]
  const before = readable(text.slice(0, at)).slice(-MOST_ECHOED).join('').trim()
  return before || readable(text.slice(at)).slice(0, MOST_ECHOED).join('').trim()
}

function inOneForm(raw: string): string {
  return raw.replace(BYTE_ORDER_MARK, '').normalize('NFC').replace(LINE_BREAK, '\n').replace(/\t/g, ' ').trim()
}

/** Where the first character stands that a reader would not see, -1 when there is none. */
function placeOfUnprintable(text: string, { multiline }: TextLimits): number {
  return (multiline ? text.replaceAll('\n', ' ') : text).search(UNPRINTABLE)
}

/** Bounds the work before any is done: 8 code units a character covers every script, the rest leaves room for an emoji. */
function mostCodeUnits(max: number): number {
  return 64 + 8 * max
}
