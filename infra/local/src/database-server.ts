import path from 'node:path'
import { type DataFolder, readJson } from './data-folder.ts'
import type { LocalSettings } from './local-settings.ts'
import type { Say } from './plain-fault.ts'
import { SUPERUSER, superuserPassword } from './postgres/cluster.ts'
import { portIsFree } from './postgres/free-port.ts'
import { launchPostgres } from './postgres/launch.ts'

/** The PostgreSQL of the local federation: ours, or the one OH_DATABASE_ADMIN_URL names. */
export interface DatabaseServer extends AsyncDisposable {
  readonly url: string
  /** False when others may have databases there too. */
  readonly own: boolean
}

/** The named server, else our own, started for this use. Disposing stops our own. */
export async function openDatabaseServer(settings: LocalSettings, data: DataFolder, say: Say): Promise<DatabaseServer> {
  if (settings.adminUrl) return { url: settings.adminUrl, own: false, [Symbol.asyncDispose]: async () => undefined }
  say('Starting PostgreSQL…')
  const server = await launchPostgres({ data, durable: true, say })
  return { url: server.adminUrl, own: true, [Symbol.asyncDispose]: () => server.stop() }
}

/** The server that a running federation uses already, or undefined when ours is not running. */
export async function runningDatabaseServer(
  settings: Pick<LocalSettings, 'adminUrl'>,
  data: DataFolder,
): Promise<Omit<DatabaseServer, keyof AsyncDisposable> | undefined> {
  if (settings.adminUrl) return { url: settings.adminUrl, own: false }
  const port = readJson<{ port: number }>(path.join(data.run, 'postgres.json'))?.port
  if (port === undefined || (await portIsFree(port))) return undefined
  return { url: `postgres://${SUPERUSER}:${superuserPassword(data)}@127.0.0.1:${port}/postgres`, own: true }
}
