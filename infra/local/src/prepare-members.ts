import type { DataFolder } from './data-folder.ts'
import { databasesOf, type FederationPlan } from './federation-plan.ts'
import { type KeyFiles, keyFilesOf, makeKeyFiles } from './member-keys.ts'
import { migrateAll } from './migrate.ts'
import type { Say } from './plain-fault.ts'
import { type FederationDatabase, prepareDatabases, type WantedDatabase } from './postgres/databases.ts'
import { seedAll } from './seed.ts'

/** A database with the key files of whoever it belongs to: what the seed needs to seal notes and to register keys. */
export type PreparedDatabase = FederationDatabase & KeyFiles

export interface Preparing {
  readonly say: Say
  /** Months of made-up national figures. */
  readonly history: number
}

/** Keys, databases, schema and seed for the whole plan, or for the wanted databases of it. Running it again changes nothing. */
export async function prepareMembers(
  admin: { readonly url: string; readonly own: boolean },
  data: DataFolder,
  plan: FederationPlan,
  { say, history }: Preparing,
  wanted: readonly WantedDatabase[] = databasesOf(plan),
): Promise<PreparedDatabase[]> {
  await makeKeyFiles(data, [...wanted.map(({ holder }) => holder), 'identity'])
  const made = await prepareDatabases(admin, data, wanted, say)
  const prepared = made.map((database) => ({ ...database, ...keyFilesOf(data, database.holder) }))
  await migrateAll(prepared, say)
  await seedAll(plan, prepared, { say, history })
  return prepared
}
