/** One row of the report: what was measured, by stable keys. Times in milliseconds unless the key says otherwise. */
export type Figures = Readonly<Record<string, number>>

export interface BenchRun {
  /** Tells a person what is under way. */
  readonly say: (line: string) => void
  /** Aborts when the bench has used up its time. */
  readonly signal: AbortSignal
  /** Keeps a picture beside the file of figures, when one is written. */
  readonly keep: (name: string, content: string) => void
}

/** A figure that is not to be passed, or to be reached. */
type Target = { readonly figure: string } & ({ readonly atMost: number } | { readonly atLeast: number })

export interface Bench {
  readonly name: string
  readonly about: string
  /** The bench is broken off after so long. */
  readonly withinSeconds: number
  /** It takes too long to be run with all the others. */
  readonly onlyByName?: boolean
  readonly targets: readonly Target[]
  run(run: BenchRun): Promise<Figures>
}

/** What a percentile of the values is, by nearest rank; 0.5 is the median. NaN of no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The figure, the least and the most of it over the rounds, as keys of a row. */
export function spread(key: string, values: readonly number[]): Figures {
  return { [key]: median(values), [`${key}Least`]: Math.min(...values), [`${key}Most`]: Math.max(...values) }
}
