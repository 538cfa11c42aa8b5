export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** The mean; 0 of no values. */
export const meanOf = (values: readonly number[]): number => (values.length === 0 ? 0 : sumOf(values) / values.length)
