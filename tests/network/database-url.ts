import { type DataFolder, runningDatabaseServer } from '@oh/local'

/**
 * The address of one database of the federation that runs from this data folder, past row-level security; `adminUrl` where
 * it was given a server of somebody else's. Throws when the server does not answer.
 */
export async function databaseUrl(data: DataFolder, name: string, adminUrl?: string): Promise<string> {
  const server = await runningDatabaseServer(adminUrl ? { adminUrl } : {}, data)
  if (!server) throw new Error('the database server does not answer')
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}
