import { Textarea } from './text-fields.view.tsx'

/** What somebody wrote and cannot send from here, field by field, to be copied. Nothing where nothing was written. */
export function WordsToCopy({ written }: { readonly written: readonly (readonly [name: string, words: string])[] }) {
  if (written.length === 0) return null
  return (
    <>
      <p>Copy what you wrote, it is not kept on this page:</p>
      {written.map(([name, words], place) => (
        <Textarea name={name} label={writtenLabel(place, written.length)} size="s" rows={6} value={words} />
      ))}
    </>
  )
}

export const writtenLabel = (place: number, count: number) =>
  count === 1 ? 'What you wrote' : `What you wrote, ${place + 1} of ${count}`
