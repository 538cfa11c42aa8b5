/**
 * Why a value is not there. `c` confidential, `x` not available, `z` not applicable.
 * Source: Government Analysis Function, symbols in tables.
 */
export type Mark = 'c' | 'x' | 'z'

/** Each mark in a word or two, as it is read out. */
export const MARK_TITLES: Readonly<Record<Mark, string>> = { c: 'Confidential', x: 'Not available', z: 'Not applicable' }

/** A value that may be seen, or the mark that stands for it. There is no third: nothing missing can be printed as a figure. */
export type Shown = { readonly value: number } | { readonly mark: Mark }

export const confidential: Shown = { mark: 'c' }
export const notAvailable: Shown = { mark: 'x' }
export const notApplicable: Shown = { mark: 'z' }

export function isValue(shown: Shown): shown is { readonly value: number } {
  return 'value' in shown
}

/** The mark in words; undefined of a value. */
export function markTitleOf(shown: Shown): string | undefined {
  return isValue(shown) ? undefined : MARK_TITLES[shown.mark]
}
