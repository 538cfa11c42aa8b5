/** Class names joined by a space; what is false or missing is left out. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

/** Ids for `aria-describedby`, or undefined when nothing describes the element. */
export function idList(...ids: readonly (string | false | undefined)[]): string | undefined {
  const given = ids.filter(Boolean)
  return given.length > 0 ? given.join(' ') : undefined
}
