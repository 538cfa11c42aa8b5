import { fileURLToPath } from 'node:url'
import { migrate, SchemaOfAnotherLine } from '@oh/postgres'
import { PlainFault, type Say } from './plain-fault.ts'
import type { DatabaseKind } from './postgres/databases.ts'

const ANOTHER_LINE =
  'The databases here were made by another version of this software, which this one cannot bring forward. Everything in them is made up: run "npm run reset" to make them anew, then the command again.'

/** The directory's migrations stand with the gateway, in whose process it runs. */
const folderOf = (service: DatabaseKind) =>
  fileURLToPath(new URL(`../../../services/${service === 'directory' ? 'gateway' : service}/migrations`, import.meta.url))

/** Brings every database to the newest schema, one after the other; says in a sentence what to do where that cannot be. */
export async function migrateAll(
  databases: readonly { readonly service: DatabaseKind; readonly name: string; readonly ownerUrl: string }[],
  say: Say,
): Promise<void> {
  for (const [index, { service, name, ownerUrl }] of databases.entries()) {
    say(`Bringing databases to the current schema: ${index + 1} of ${databases.length} (${name})…`)
    await migrate({ ownerUrl, folder: folderOf(service) }).catch((fault) => {
      throw fault instanceof SchemaOfAnotherLine ? new PlainFault(ANOTHER_LINE, { cause: fault }) : fault
    })
  }
}
