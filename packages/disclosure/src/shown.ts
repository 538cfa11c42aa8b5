/**
 * Why a value is not there. `c` confidential, `x` not available, `z` not applicable.
 * Source: Government Analysis Function, symbols in tables.
 */
export type Mark = 'c' | 'x' | 'z'

/** A value that may be seen, or the mark that stands for it. There is no third: nothing missing can be printed as a figure. */
export type Shown = { readonly value: number } | { readonly mark: Mark }

export const confidential: Shown = { mark: 'c' }
export const notAvailable: Shown = { mark: 'x' }
export const notApplicable: Shown = { mark: 'z' }

export function isValue(shown: Shown): shown is { readonly value: number } {
  return 'value' in shown
}
