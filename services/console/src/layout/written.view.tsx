/** What somebody wrote, with its line breaks, or in quiet words that there is nothing. */
export function Written({
  text,
  none = 'Nothing written',
}: {
  readonly text: string | null | undefined
  readonly none?: string
}) {
  return text ? <span class="oh-written">{text}</span> : <span class="oh-quiet">{none}</span>
}
