import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { PlainFault } from '../plain-fault.ts'
import { commandOf, isAlive, signal, until } from '../process-identity.ts'

/** What a running PostgreSQL writes into `postmaster.pid`: process, port (line 4) and state (line 8). */
export interface PostmasterPid {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === 'ready' }
}

export function readPostmasterPid(cluster: string): PostmasterPid | undefined {
  try {
    return parsePostmasterPid(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Ends a PostgreSQL that a killed launcher left running on this cluster, and removes a pid file that names a process which
 * is gone or is not PostgreSQL on this cluster. Says what it found. Throws PlainFault when the old server does not stop.
 */
export async function clearLeftover(cluster: string, say: (line: string) => void): Promise<void> {
  const left = readPostmasterPid(cluster)
  if (!left) return
  const { pid } = left
  if (!isAlive(pid) || !isPostgresOn(cluster, commandOf(pid))) {
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  say(`Stopping PostgreSQL left by an earlier run (process ${pid})…`)
  for (const [name, limit] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    signal(pid, name)
    if (await until(() => !isAlive(pid), limit)) return
  }
  throw new PlainFault(`PostgreSQL of an earlier run (process ${pid}) does not stop: end it by hand and run the command again.`)
}

/** Whether a command line is a PostgreSQL server on exactly this cluster. */
export function isPostgresOn(cluster: string, command: string | undefined): boolean {
  return command !== undefined && `${command} `.includes(`/postgres -D ${cluster} `)
}
