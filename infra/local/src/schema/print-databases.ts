import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrate } from '@oh/postgres'
import postgres from 'postgres'
import { temporaryPostgres } from '../postgres/temporary.ts'
import { printCatalogue } from './print-catalogue.ts'

const KINDS = { spoke: 'spoke', pool: 'pool', rollup: 'rollup', directory: 'gateway', console: 'console' } as const

/** Every kind of database as its catalogue shows it after migration. */
export async function printDatabases(): Promise<Map<string, string>> {
  await using server = await temporaryPostgres()
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  const printed = new Map<string, string>()
  await admin.unsafe("create role oh_owner login password 'oh_owner'; create role oh_app nologin")
  for (const [kind, service] of Object.entries(KINDS)) {
    const folder = fileURLToPath(new URL(`../../../../services/${service}/migrations`, import.meta.url))
    if (!existsSync(folder)) continue
    await admin.unsafe(`create database print_${kind} owner oh_owner template template0`)
    const url = new URL(server.adminUrl)
    url.pathname = `/print_${kind}`
    const ownerUrl = new URL(url)
    ownerUrl.username = 'oh_owner'
    ownerUrl.password = 'oh_owner'
    await migrate({ ownerUrl: ownerUrl.href, folder })
    printed.set(`schema/database/${kind}.sql`, await printCatalogue(url.href))
  }
  await admin.end()
  return printed
}
