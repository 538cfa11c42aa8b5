import { type Instant, type LondonDate, londonDateOf } from '@oh/kernel'

export interface RecordAccess {
  readonly at: Instant
  readonly who: string
  readonly role: string
  readonly what: string
  readonly outcomeTitle: string
}

/** Something one person did, and how often. */
export interface Doing {
  readonly what: string
  readonly outcomeTitle: string
  readonly times: number
}

/** What one person did on one day, and between which moments. */
export interface PersonOnDay {
  readonly who: string
  readonly role: string
  readonly first: Instant
  readonly last: Instant
  readonly doings: readonly Doing[]
}

export interface AccessDay {
  readonly day: LondonDate
  readonly people: readonly PersonOnDay[]
}

/** Accesses, the newest first, by day and then by person, each in the order of the latest. None is left out: the times add up. */
export function byDayAndPerson(rows: readonly RecordAccess[]): AccessDay[] {
  return groups(rows, ({ at }) => londonDateOf(at)).map(([day, onDay]) => ({
    day,
    people: groups(onDay, personOf).map(([, own]) => personOnDay(own)),
  }))
}

/** Who used the record at all, by how often, the most frequent first. */
export function byPerson(
  rows: readonly RecordAccess[],
): { readonly who: string; readonly role: string; readonly times: number }[] {
  return groups(rows, personOf)
    .map(([, own]) => ({ ...nameOf(own), times: own.length }))
    .toSorted((one, other) => other.times - one.times)
}

type Some = readonly [RecordAccess, ...RecordAccess[]]

function personOnDay(own: Some): PersonOnDay {
  const doings = groups(own, ({ what, outcomeTitle }) => `${what}|${outcomeTitle}`)
  return {
    ...nameOf(own),
    first: (own.at(-1) ?? own[0]).at,
    last: own[0].at,
    doings: doings.map(([, same]) => ({ what: same[0].what, outcomeTitle: same[0].outcomeTitle, times: same.length })),
  }
}

const nameOf = ([{ who, role }]: Some) => ({ who, role })
const personOf = ({ who, role }: RecordAccess) => `${who}|${role}`

function groups<Key extends string>(rows: readonly RecordAccess[], keyOf: (row: RecordAccess) => Key): [Key, Some][] {
  const found = new Map<Key, [RecordAccess, ...RecordAccess[]]>()
  for (const row of rows) {
    const before = found.get(keyOf(row))
    if (before) before.push(row)
    else found.set(keyOf(row), [row])
  }
  return [...found]
}
