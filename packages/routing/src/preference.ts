/** One row of a table of preferences: how it compares two subjects, and the word each side then carries. */
export interface Preference<Subject, Chosen extends string, PassedOver extends string> {
  /** Negative when the first is preferred. */
  readonly compare: (one: Subject, other: Subject) => number
  readonly chosen: Chosen
  readonly passedOver: PassedOver
  readonly source: string
}

/** The first row on which the two differ; undefined when no row tells them apart. */
export function decidingRow<Subject, Chosen extends string, PassedOver extends string>(
  table: readonly Preference<Subject, Chosen, PassedOver>[],
  one: Subject,
  other: Subject,
): Preference<Subject, Chosen, PassedOver> | undefined {
  return table.find(({ compare }) => compare(one, other) !== 0)
}

/** Most preferred first, as a new list. The order of the input makes no difference when the table's last row always decides. */
export function inOrderOfPreference<Subject>(
  table: readonly Preference<Subject, string, string>[],
  subjects: readonly Subject[],
): Subject[] {
  return [...subjects].sort((one, other) => decidingRow(table, one, other)?.compare(one, other) ?? 0)
}

/** Every word that decided for the chosen one against somebody, in table order; none when there was nobody else. */
export function whyChosen<Subject, Chosen extends string>(
  table: readonly Preference<Subject, Chosen, string>[],
  chosen: Subject,
  others: readonly Subject[],
): Chosen[] {
  const decided = new Set(others.map((other) => decidingRow(table, chosen, other)))
  return table.filter((row) => decided.has(row)).map((row) => row.chosen)
}
