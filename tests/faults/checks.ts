import { readFileSync } from 'node:fs'
import { verifyChain } from '@oh/audit'
import { loadSigningKey, readPublicKey } from '@oh/auth'
import { keyFilesOf } from '@oh/local'
import { connect } from '@oh/postgres'
import postgres from 'postgres'
import type { RealFederation } from './real-federation.ts'
import { type Acknowledged, answerTo } from './traffic.ts'

export interface Store {
  readonly name: string
  /** Whose key signs its audit. */
  readonly holder: string
  readonly kind: 'spoke' | 'pool' | 'directory'
}

/** The messages of all members that have not been acknowledged, each in a line that says why not. */
export async function undelivered(federation: RealFederation, stores: readonly Store[]): Promise<string[]> {
  const lines = await Promise.all(
    stores
      .filter(({ kind }) => kind !== 'directory')
      .map(({ name }) =>
        onDatabase(federation, name, async (sql) => {
          const rows = await sql<{ name: string; state: string; reason: string | null; attempts: number; due: number }[]>`
            select name, state, reason, attempts, extract(epoch from due_at - now())::int as due
            from outbox_message where state <> 'acknowledged' or sealed_body is not null`
          return rows.map(
            (row) => `${name}: ${row.name} ${row.state} ${row.reason}, ${row.attempts} attempts, due in ${row.due} s`,
          )
        }),
      ),
  )
  return lines.flat()
}

export interface StoredCounts {
  /** Escalations that are there twice, or that nobody acknowledged; at the trusts and at the pool. */
  readonly doubled: number
  /** Acknowledged and not there. */
  readonly lost: number
}

/** Compares what was acknowledged with what stands in the databases, by ids. */
export async function compareStores(
  federation: RealFederation,
  stores: readonly Store[],
  acknowledged: readonly Acknowledged[],
): Promise<StoredCounts> {
  const at = async (kind: Store['kind'], column: string, table: string): Promise<string[]> => {
    const lists = await Promise.all(
      stores
        .filter((store) => store.kind === kind)
        .map(({ name }) => onDatabase(federation, name, (sql) => sql.unsafe(`select ${column}::text as id from ${table}`))),
    )
    return lists.flat().map(({ id }) => String(id))
  }
  const ids = acknowledged.map(({ id }) => id)
  const sets = await Promise.all([
    at('spoke', 'id', 'escalation'),
    at('spoke', 'escalation_id', 'opinion'),
    at('pool', 'id', 'escalation'),
    at('pool', 'escalation_id', 'opinion'),
  ])
  const extra = sets.map((found) => found.length - new Set(found.filter((id) => ids.includes(id))).size)
  const missing = sets.map((found) => ids.filter((id) => !found.includes(id)).length)
  return { doubled: Math.max(...extra), lost: Math.max(...missing) }
}

/** Breaks of all audit chains, in words; each line begins with whose chain it is. */
export async function brokenChains(federation: RealFederation, stores: readonly Store[]): Promise<string[]> {
  const found = await Promise.all(
    stores.map(async ({ name, holder, kind }) => {
      const key = await loadSigningKey(JSON.parse(readFileSync(keyFilesOf(federation.data, holder).signingKeyFile, 'utf8')))
      const reading = await readPublicKey(key.publicJwk)
      if (reading.kind !== 'usable') throw new Error(`${holder} has no usable key`)
      await using db = connect(await federation.databaseUrl(name), { name: 'faults', connections: 1 })
      const { breaks, overdue, sealed } = await verifyChain(db, (keyId) => (keyId === key.kid ? reading.key : undefined))
      // nobody joins or leaves in a run, so the directory may have nothing to tell
      const empty = sealed === 0 && kind !== 'directory' ? ['nothing is sealed'] : []
      return [...breaks, ...empty, ...(overdue > 0 ? [`${overdue} entries were never sealed`] : [])].map(
        (line) => `${name}: ${line}`,
      )
    }),
  )
  return found.flat()
}

/** The answers that are not exactly one, and those that are to another question. */
export function judge(answers: ReadonlyMap<Acknowledged, readonly string[]>) {
  const all = [...answers]
  return {
    answered: all.filter(([, given]) => given.length === 1).length,
    twice: all.filter(([, given]) => given.length > 1).length,
    altered: all.filter(([{ question }, given]) => given.some((answer) => answer !== answerTo(question))).length,
  }
}

async function onDatabase<Found>(
  federation: RealFederation,
  name: string,
  use: (sql: postgres.Sql) => Promise<Found>,
): Promise<Found> {
  const sql = postgres(await federation.databaseUrl(name), { max: 1, onnotice: () => undefined })
  try {
    return await use(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
