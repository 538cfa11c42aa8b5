import { type Clock, holdsOn, type LondonDate, londonDateOf, type MemberId } from '@oh/kernel'
import type { MemberEntry, MemberLookup } from '../shards/members.ts'
import type { RegistryEntry } from './registry.ts'

/** What the shards ask of the directory, answered from memory; the copy is renewed beside the requests. */
export interface RefreshedLookup extends MemberLookup, AsyncDisposable {
  /** Reads the registry again now. */
  refresh(): Promise<void>
}

/** What the rollup serves. */
const ENGLAND = 'ENG'
const REFRESH_MS = 2_000

/**
 * Keeps a copy of the registry, renewed every two seconds and whenever asked. When the database cannot be asked the last
 * copy goes on serving: who is a member changes seldom, and a stopped directory must not stop the federation.
 */
export async function startLookup(
  read: () => Promise<RegistryEntry[]>,
  clock: Clock,
  onFault: (fault: unknown) => void,
): Promise<RefreshedLookup> {
  let entries: readonly RegistryEntry[] = await read()
  const refresh = async () => {
    entries = await read()
  }
  const timer = setInterval(() => void refresh().catch(onFault), REFRESH_MS)
  timer.unref()
  const serving = (kind: RegistryEntry['kind'], code: string) => {
    const today = londonDateOf(clock())
    const open = entries.filter((entry) => entry.kind === kind && entry.state !== 'retired')
    return open.find((entry) => entry.serves.some((row) => row.code === code && servesOn(today, row)))
  }
  return {
    spokeServing: (trust) => asMember(serving('spoke', trust)),
    poolServing: (ics) => asMember(serving('pool', ics)),
    rollup: () => asMember(serving('rollup', ENGLAND)),
    member: (id) => asMember(entries.find((entry) => entry.id === id)),
    refresh,
    [Symbol.asyncDispose]: async () => clearInterval(timer),
  }
}

const servesOn = (today: LondonDate, row: { from: string; to?: string }) =>
  holdsOn(today, row as { from: LondonDate; to?: LondonDate })

/** A member that never told its address or version is one that nothing is sent to: its state is not active yet. */
function asMember(entry: RegistryEntry | undefined): MemberEntry | undefined {
  if (!entry) return undefined
  const { kind, state, endpoint, schemaVersion, serves } = entry
  return {
    id: entry.id as MemberId,
    kind,
    state,
    endpoint: endpoint ?? '',
    schemaVersion: schemaVersion ?? '',
    label: serves[0]?.code ?? entry.id,
  }
}
