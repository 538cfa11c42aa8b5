/**
 * Owners whose counts one party knows, though none of them sent them all: a service that several employers share, a trust
 * that took over from another, or an employer whose months were sent by one service after another.
 */
export interface Insiders {
  readonly name: string
  readonly owners: readonly string[]
}

/** Somebody who knows all that some owners sent, beside what everybody knows. Owners are numbers from 0. */
export interface Attacker {
  readonly name: string
  readonly owners: readonly number[]
}

/**
 * Every owner by himself, under his own number, and after them the groups. A group of which fewer than two owners are there
 * knows no more than one of them, and one with the owners of another no more than that one.
 */
export function attackersAmong(owners: readonly string[], groups: readonly Insiders[]): readonly Attacker[] {
  const single = owners.map((name, owner): Attacker => ({ name, owners: [owner] }))
  const found = new Map<string, Attacker>()
  for (const group of groups) {
    const own = [...owners.keys()].filter((owner) => group.owners.includes(owners[owner] ?? ''))
    const key = own.join(' ')
    if (own.length > 1 && !found.has(key)) found.set(key, { name: group.name, owners: own })
  }
  return [...single, ...found.values()]
}

/** How many parties the owners are, when those who share a group, be it through others of them, are taken as one. */
export function knowersOf(owners: ReadonlySet<number>, attackers: readonly Attacker[]): number {
  const parties = new Map([...owners].map((owner) => [owner, owner]))
  for (const attacker of attackers) {
    const joined = new Set(attacker.owners.flatMap((owner) => parties.get(owner) ?? []))
    const [first] = joined
    if (first === undefined || joined.size < 2) continue
    for (const [owner, party] of parties) if (joined.has(party)) parties.set(owner, first)
  }
  return new Set(parties.values()).size
}
