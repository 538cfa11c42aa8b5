import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type DataFolder, readJson, writeJson } from '../data-folder.ts'
import type { Say } from '../plain-fault.ts'
import { type Account, accountForPostgres, as } from './account.ts'
import {
  logTail,
  makeCluster,
  POSTGRES_ENVIRONMENT,
  placeCluster,
  postgresFault,
  SUPERUSER,
  superuserPassword,
} from './cluster.ts'
import { freePort } from './free-port.ts'
import { usablePrograms } from './native-files.ts'
import { clearLeftover, readPostmasterPid } from './postmaster-pid.ts'

/** A PostgreSQL of our own, listening on 127.0.0.1 only. */
export interface RunningPostgres extends AsyncDisposable {
  /** Superuser address of the database `postgres`. */
  readonly adminUrl: string
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

export interface LaunchOptions {
  readonly data: DataFolder
  /** False only for tests: a crash may then lose everything. */
  readonly durable: boolean
  readonly say?: Say
}

const READY_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 15_000
const PORT_TRIES = 3

const ALWAYS = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '300' }
const WITHOUT_DURABILITY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
}

/**
 * Starts PostgreSQL on the data folder, making its files the first time and ending a server that an earlier run left.
 * Throws PlainFault with one sentence when it cannot.
 */
export async function launchPostgres({ data, durable, say = () => undefined }: LaunchOptions): Promise<RunningPostgres> {
  const account = accountForPostgres()
  const programs = usablePrograms(account, data.path)
  const cluster = placeCluster(data, account)
  const password = superuserPassword(data)
  makeCluster(programs, cluster, account, password)
  await clearLeftover(cluster, say)
  const settings = durable ? ALWAYS : { ...ALWAYS, ...WITHOUT_DURABILITY }
  const { server, port } = await startOnFreePort({ programs, cluster, account, settings, data })
  const stop = () => stopServer(server)
  const adminUrl = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`
  return { adminUrl, port, pid: server.pid ?? 0, stop, [Symbol.asyncDispose]: stop }
}

interface Start {
  readonly programs: string
  readonly cluster: string
  readonly account: Account | undefined
  readonly settings: Readonly<Record<string, string>>
  readonly data: DataFolder
}

/** Another program may take the port between our look and PostgreSQL's, so a port found busy is tried again elsewhere. */
async function startOnFreePort(start: Start): Promise<{ server: ChildProcess; port: number }> {
  const record = path.join(start.data.run, 'postgres.json')
  for (let tries = 1; ; tries++) {
    const port = await freePort(tries === 1 ? readJson<{ port: number }>(record)?.port : undefined)
    const log = path.join(start.data.run, 'postgres.log')
    const server = spawnServer(start, port, log)
    if (await isReady(server, start.cluster)) {
      writeJson(record, { port })
      return { server, port }
    }
    await stopServer(server)
    const words = logTail(log)
    if (tries === PORT_TRIES || !/could not bind|Address already in use/i.test(words))
      throw postgresFault('starting', start.cluster, words)
  }
}

/** Detached, so that Ctrl-C in the terminal does not stop the database before the services that use it. */
function spawnServer({ programs, cluster, account, settings }: Start, port: number, log: string): ChildProcess {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = openSync(log, 'w', 0o600)
  try {
    return spawn(path.join(programs, 'postgres'), ['-D', cluster, '-p', String(port), ...options], {
      ...as(account),
      env: POSTGRES_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output, output],
    })
  } finally {
    closeSync(output)
  }
}

async function isReady(server: ChildProcess, cluster: string): Promise<boolean> {
  const end = performance.now() + READY_LIMIT_MS
  let failed = false
  server.once('error', () => {
    failed = true
  })
  while (performance.now() < end && !failed && server.exitCode === null && server.signalCode === null) {
    const found = existsSync(cluster) ? readPostmasterPid(cluster) : undefined
    if (found?.pid === server.pid && found?.ready) return true
    await wait(10)
  }
  return false
}

/** Fast shutdown; an immediate one when that takes too long. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  server.kill('SIGINT')
  const impatient = setTimeout(() => server.kill('SIGQUIT'), STOP_LIMIT_MS)
  await gone
  clearTimeout(impatient)
}
