import { fileURLToPath } from 'node:url'
import { migrate } from '@oh/postgres'
import type { Say } from './plain-fault.ts'
import type { DatabaseKind } from './postgres/databases.ts'

/** The directory's migrations stand with the gateway, in whose process it runs. */
const folderOf = (service: DatabaseKind) =>
  fileURLToPath(new URL(`../../../services/${service === 'directory' ? 'gateway' : service}/migrations`, import.meta.url))

/** Brings every database to the newest schema, one after the other. */
export async function migrateAll(
  databases: readonly { readonly service: DatabaseKind; readonly name: string; readonly ownerUrl: string }[],
  say: Say,
): Promise<void> {
  for (const [index, { service, name, ownerUrl }] of databases.entries()) {
    say(`Bringing databases to the current schema: ${index + 1} of ${databases.length} (${name})…`)
    await migrate({ ownerUrl, folder: folderOf(service) })
  }
}
