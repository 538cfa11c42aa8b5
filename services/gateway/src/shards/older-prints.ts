import { readdir, readFile } from 'node:fs/promises'
import type { MemberKind } from './members.ts'
import { type FieldsSince, type FieldsSinceVersion, fieldsSince } from './older-versions.ts'

const OLDER = /^(spoke|pool|rollup)\.([\w.-]+)\.graphql$/

/**
 * What each older schema version lacks, by the prints kept of it: `<kind>.<version>.graphql` in the one folder, compared
 * with `<kind>.graphql` in the other. A version without a print lacks nothing. Both folders end in a slash.
 */
export async function readOlderPrints(current: URL, older: URL): Promise<Readonly<Record<MemberKind, FieldsSinceVersion>>> {
  const lacking: Record<MemberKind, Map<string, FieldsSince>> = { spoke: new Map(), pool: new Map(), rollup: new Map() }
  for (const file of await readdir(older)) {
    const [, kind, version] = OLDER.exec(file) ?? []
    if (!isKind(kind) || version === undefined) continue
    const today = await readFile(new URL(`${kind}.graphql`, current), 'utf8')
    lacking[kind].set(version, fieldsSince(today, await readFile(new URL(file, older), 'utf8')))
  }
  const of = (kind: MemberKind) => (version: string) => lacking[kind].get(version)
  return { spoke: of('spoke'), pool: of('pool'), rollup: of('rollup') }
}

const isKind = (kind: string | undefined): kind is MemberKind => kind === 'spoke' || kind === 'pool' || kind === 'rollup'
