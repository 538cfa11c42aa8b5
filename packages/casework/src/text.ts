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

const LINE_BREAK = /\r\n|[\r\u0085\u2028\u2029]/g
/** Controls, half characters, non-characters, the byte-order mark, and the marks that make text read in another order than it is stored. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/u
/** Letters, digits, punctuation and symbols, less the letters that draw nothing. */
const VISIBLE = /(?![\u115F\u1160\u2800\u3164\uFFA0])[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Checks text from any edge (form, GraphQL input, message) and gives it back in one form: Unicode NFC, line breaks as
 * `\n`, tabs as spaces, no white space at either end. Nothing else is altered, so a clinical note stays as it was typed.
 *
 * Refuses with all that apply, in this order: `empty` (required, and nothing a reader could see), `too-long` (more than
 * `max` characters a person sees, or an impossible load of combining marks), `unprintable` (control or bidi-override
 * characters, half characters; a line break where `multiline` is not set). Text that is not required may be `''`.
 */
export function plainText(raw: string, limits: TextLimits): PlainText {
  if (raw.length > mostCodeUnits(limits.max)) return refused('too-long')
  const text = raw.normalize('NFC').replace(LINE_BREAK, '\n').replace(/\t/g, ' ').trim()
  const reasons: TextRefusal[] = []
  if (limits.required && !VISIBLE.test(text)) reasons.push('empty')
  if (charactersIn(text) > limits.max) reasons.push('too-long')
  if (UNPRINTABLE.test(limits.multiline ? text.replaceAll('\n', '') : text)) reasons.push('unprintable')
  const [first, ...rest] = reasons
  return first === undefined ? { kind: 'allowed', text } : refused(first, ...rest)
}

/** Characters a person sees: a letter with its accents, or a family emoji, is one. */
export function charactersIn(text: string): number {
  return visibleCharacters(text)
}

/** The sentence to show beside a field, in plain English, with the field's own limit. */
export function textSentence(reason: TextRefusal, limits: TextLimits): string {
  const sentences: Record<TextRefusal, string> = {
    empty: 'Write something here.',
    'too-long': `Write ${limits.max.toLocaleString('en-GB')} characters or fewer.`,
    unprintable: limits.multiline
      ? 'Remove the hidden or control characters. Type the text again instead of pasting it.'
      : 'Use one line, without hidden or control characters. Type the text again instead of pasting it.',
  }
  return sentences[reason]
}

/** Bounds the work before any is done: 8 code units a character covers every script, the rest leaves room for an emoji. */
function mostCodeUnits(max: number): number {
  return 64 + 8 * max
}
