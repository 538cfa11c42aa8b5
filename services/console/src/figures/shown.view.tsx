import { isValue, MARK_TITLES, type Mark, type Shown } from '@oh/disclosure'
import { MARK_WORDS } from './figure-words.ts'

/** A value in words, or its mark with the word for it: seen as [c], heard as "confidential". */
export function ShownText({ shown, say }: { readonly shown: Shown; readonly say: (value: number) => string }) {
  if (isValue(shown)) return <>{say(shown.value)}</>
  return <MarkText mark={shown.mark} />
}

export function MarkText({ mark }: { readonly mark: Mark }) {
  return (
    <>
      <span aria-hidden="true">[{mark}]</span>
      <span class="nhsuk-u-visually-hidden">{MARK_TITLES[mark].toLowerCase()}</span>
    </>
  )
}

/** What the marks of a table mean, close to the table. */
export function Shorthand({ marks = ['c', 'x', 'z'] }: { readonly marks?: readonly Mark[] }) {
  return (
    <dl class="oh-shorthand">
      {marks.map((mark) => (
        <div class="oh-shorthand__row">
          <dt>[{mark}]</dt>
          <dd>{MARK_WORDS[mark]}</dd>
        </div>
      ))}
    </dl>
  )
}
