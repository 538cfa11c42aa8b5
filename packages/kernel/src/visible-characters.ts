const seen = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** The segmenter's cost grows with the square of the text it is given, so it is given slices. */
const SLICE = 256

/**
 * How many characters a person sees: a letter with its accents, or a family emoji, is one. Linear in the length of the
 * text. A single character longer than 256 code units counts once for each 256.
 */
export function visibleCharacters(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; ) {
    const slice = text.slice(at, at + SLICE)
    const starts = Array.from(seen.segment(slice), ({ index }) => index)
    const isLast = at + slice.length >= text.length
    // what stands at the end of a slice may go on in the next one
    const last = starts.at(-1) ?? 0
    const taken = isLast || last === 0 ? slice.length : last
    count += isLast || last === 0 ? starts.length : starts.length - 1
    at += taken
  }
  return count
}
