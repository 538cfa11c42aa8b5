import { readFileSync } from 'node:fs'
import { verifyChain } from '@oh/audit'
import { loadSigningKey, readPublicKey } from '@oh/auth'
import { keyFilesOf } from '@oh/local'
import { connect } from '@oh/postgres'
import postgres from 'postgres'
import { type Ledger, readLedger } from './ledger.ts'
import type { RealFederation } from './real-federation.ts'

export interface Store {
  readonly name: string
  /** Whose key signs its audit, and who sends and receives its messages. */
  readonly holder: string
  readonly kind: 'spoke' | 'pool' | 'rollup' | 'directory'
}

/** The messages of all spokes and pools that have not been acknowledged, each in a line that says why not. */
export async function undelivered(federation: RealFederation, stores: readonly Store[]): Promise<string[]> {
  const lines = await onMembers(federation, stores, async (sql, { name }) => {
    const rows = await sql<{ name: string; state: string; reason: string | null; attempts: number; due: number }[]>`
      select name, state, reason, attempts, extract(epoch from due_at - now())::int as due
      from outbox_message where state <> 'acknowledged' or sealed_body is not null`
    return rows.map((row) => `${name}: ${row.name} ${row.state} ${row.reason}, ${row.attempts} attempts, due in ${row.due} s`)
  })
  return lines.flat()
}

/** How many opinions have come home to the trusts. */
export async function opinionsAtHome(federation: RealFederation, stores: readonly Store[]): Promise<number> {
  const spokes = stores.filter(({ kind }) => kind === 'spoke')
  const counts = await onMembers(federation, spokes, (sql) => sql<{ many: number }[]>`select count(*)::int as many from opinion`)
  return counts.flat().reduce((sum, { many }) => sum + many, 0)
}

export function readLedgers(federation: RealFederation, stores: readonly Store[]): Promise<Ledger[]> {
  return onMembers(federation, stores, (sql, { holder, kind }) => readLedger(sql, holder, kind))
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
      // nobody joins or leaves in a run and no month is closed, so directory and rollup may have nothing to tell
      const empty = sealed === 0 && handlesCases({ kind }) ? ['nothing is sealed'] : []
      return [...breaks, ...empty, ...(overdue > 0 ? [`${overdue} entries were never sealed`] : [])].map(
        (line) => `${name}: ${line}`,
      )
    }),
  )
  return found.flat()
}

type Member = Store & { readonly kind: Ledger['kind'] }
const handlesCases = ({ kind }: Pick<Store, 'kind'>): boolean => kind === 'spoke' || kind === 'pool'
const isMember = (store: Store): store is Member => handlesCases(store)

/** Looks into the database of every spoke and pool among the stores, past row-level security. */
function onMembers<Found>(
  federation: RealFederation,
  stores: readonly Store[],
  look: (sql: postgres.Sql, member: Member) => PromiseLike<Found>,
): Promise<Found[]> {
  return Promise.all(
    stores.filter(isMember).map(async (member) => {
      const sql = postgres(await federation.databaseUrl(member.name), { max: 1, onnotice: () => undefined })
      try {
        return await look(sql, member)
      } finally {
        await sql.end({ timeout: 5 })
      }
    }),
  )
}
