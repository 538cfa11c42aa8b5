import { instantOf, londonDateOf } from '@oh/kernel'
import { openDataFolder } from './data-folder.ts'
import { openDatabaseServer, runningDatabaseServer } from './database-server.ts'
import { enrolledTrusts } from './enrolled-trusts.ts'
import { databasesOf, planFederation } from './federation-plan.ts'
import { readLocalSettings } from './local-settings.ts'
import { migrateAll } from './migrate.ts'
import { runPlainly } from './plain-fault.ts'
import { prepareDatabases } from './postgres/databases.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Makes the databases that are missing and brings all of them to the current schema; works beside a running federation. */
await runPlainly(async () => {
  const settings = readLocalSettings(process.env)
  const data = openDataFolder(settings.dataDir, settings.checkout)
  const plan = planFederation({ ...settings, enrolled: enrolledTrusts(data), today: londonDateOf(instantOf(Date.now())) })
  const running = await runningDatabaseServer(settings, data)
  await using started = running ? undefined : await openDatabaseServer(settings, data, say)
  const server = running ?? started
  if (!server) return
  await migrateAll(await prepareDatabases(server, data, databasesOf(plan), say), say)
  say('All databases are at the current schema.')
})
