import { readdir, readFile } from 'node:fs/promises'
import type { MemberKind } from './members.ts'
import { type FieldsSince, type FieldsSinceVersion, fieldsSince } from './older-versions.ts'

const OLDER = /^(spoke|pool)\.([\w.-]+)\.graphql$/

/**
 * What each older schema version lacks, by the prints kept of it: `<kind>.<version>.graphql` in the one folder, compared
 * with `<kind>.graphql` in the other. A version without a print lacks nothing. Both folders end in a slash.
 */
export async function readOlderPrints(current: URL, older: URL): Promise<Readonly<Record<MemberKind, FieldsSinceVersion>>> {
  const lacking = { spoke: new Map<string, FieldsSince>(), pool: new Map<string, FieldsSince>() }
  for (const file of await readdir(older)) {
    const [, kind, version] = OLDER.exec(file) ?? []
    if ((kind !== 'spoke' && kind !== 'pool') || version === undefined) continue
    const today = await readFile(new URL(`${kind}.graphql`, current), 'utf8')
    lacking[kind].set(version, fieldsSince(today, await readFile(new URL(file, older), 'utf8')))
  }
  return { spoke: (version) => lacking.spoke.get(version), pool: (version) => lacking.pool.get(version) }
}
