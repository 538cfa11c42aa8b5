import { sql } from 'drizzle-orm'
import { type Db, ormOf } from './connect.ts'

/** The schema versions a build of a service works with, both included. */
export interface SchemaRange {
  readonly from: number
  readonly to: number
}

/** A service was started on a database that it was not built for. */
export class SchemaOutOfRange extends Error {
  override readonly name = 'SchemaOutOfRange'
  readonly code = 'SCHEMA_OUT_OF_RANGE'
}

/**
 * Resolves to the database's schema version when it lies in the range; otherwise throws SchemaOutOfRange with a sentence
 * that says which way to go. A database never migrated counts as version 0.
 */
export async function requireSchema(db: Db, range: SchemaRange): Promise<number> {
  const version = await schemaVersion(db)
  if (version < range.from) {
    throw new SchemaOutOfRange(
      `The database is at schema ${version}, this build needs ${range.from}: run "npm run migrate" first.`,
    )
  }
  if (version > range.to) {
    throw new SchemaOutOfRange(`The database is at schema ${version}, this build knows ${range.to} at most: start a newer build.`)
  }
  return version
}

async function schemaVersion(db: Db): Promise<number> {
  const [known] = await ormOf(db).execute<{ known: boolean }>(
    sql`select to_regclass('public.schema_version') is not null as known`,
  )
  if (!known?.known) return 0
  const [row] = await ormOf(db).execute<{ version: number | null }>(sql`select max(version) as version from schema_version`)
  return row?.version ?? 0
}
