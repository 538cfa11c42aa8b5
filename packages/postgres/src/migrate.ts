import { readFile } from 'node:fs/promises'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** A database that was migrated by something else than these migrations: they cannot bring it forward. */
export class SchemaOfAnotherLine extends Error {
  override readonly name = 'SchemaOfAnotherLine'
}

const LOCK = 6_470_771
const sqlFile = (name: string) => readFile(new URL(`../sql/${name}`, import.meta.url), 'utf8')

/**
 * Brings one database to the newest schema in one step: takes an advisory lock (a second migration waits, at most a
 * minute), applies the drizzle migrations that are missing, forces row-level security on every table and grants what
 * the policies allow. Resolves to the schema's version: the number of migrations applied. Connects as the owner; a
 * service never calls it. Throws `SchemaOfAnotherLine`, having changed nothing, for a database with a migration that is not
 * in the folder.
 */
export async function migrate(database: { readonly ownerUrl: string; readonly folder: string }): Promise<number> {
  const client = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined, connection: { lock_timeout: 60_000 } })
  try {
    await client`select pg_advisory_lock(${LOCK})`
    await client.unsafe(await sqlFile('ground.sql'))
    await requireSameLine(client, database.folder)
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

async function requireSameLine(client: postgres.Sql, folder: string): Promise<void> {
  const [made] = await client<{ yes: boolean }[]>`select to_regclass('drizzle.__drizzle_migrations') is not null as yes`
  if (!made?.yes) return
  const known = new Set(readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash))
  const applied = await client<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations`
  if (!applied.every(({ hash }) => known.has(hash)))
    throw new SchemaOfAnotherLine('The database has a migration that these migrations do not know.')
}
