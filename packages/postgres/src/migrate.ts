import { readFile } from 'node:fs/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const LOCK = 6_470_771
const sqlFile = (name: string) => readFile(new URL(`../sql/${name}`, import.meta.url), 'utf8')

/**
 * Brings one database to the newest schema in one step: takes an advisory lock (a second migration waits, at most a
 * minute), applies the drizzle migrations that are missing, forces row-level security on every table and grants what
 * the policies allow. Resolves to the schema's version: the number of migrations applied. Connects as the owner; a
 * service never calls it.
 */
export async function migrate(database: { readonly ownerUrl: string; readonly folder: string }): Promise<number> {
  const client = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined, connection: { lock_timeout: 60_000 } })
  try {
    await client`select pg_advisory_lock(${LOCK})`
    await client.unsafe(await sqlFile('ground.sql'))
    await applyMigrations(drizzle(client), { migrationsFolder: database.folder })
    await client.unsafe(await sqlFile('wall.sql'))
    const [applied] = await client<{ version: number }[]>`select count(*)::int as version from drizzle.__drizzle_migrations`
    const version = applied?.version ?? 0
    // force also binds the owner, so the version is written with row security off for this owner's own table
    await client.unsafe('alter table schema_version no force row level security')
    await client`insert into schema_version (version) values (${version}) on conflict do nothing`
    await client.unsafe('alter table schema_version force row level security')
    return version
  } finally {
    await client.end({ timeout: 5 })
  }
}
