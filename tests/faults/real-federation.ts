import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FEDERATION_AUDIENCE, loadSigningKey, PERSON_TOKEN_TYPE, signCompact } from '@oh/auth'
import { type DataFolder, dataFolderAt, keyFilesOf } from '@oh/local'
import postgres from 'postgres'
import { databaseUrl } from '../network/database-url.ts'
import { killProcess } from './kill-process.ts'

export interface RunningService {
  readonly name: string
  readonly state: string
  readonly pid?: number
  readonly restarts: number
}

/** The local federation as `npm start` runs it: bundles as processes under the supervisor, on a data folder of its own. */
export interface RealFederation extends AsyncDisposable {
  readonly data: DataFolder
  readonly gatewayUrl: string
  /** What the supervisor says of its processes now. */
  services(): Promise<RunningService[]>
  /** An access token as the identity provider signs them. */
  token(person: string): Promise<string>
  /** The address of one of its databases, past row-level security. */
  databaseUrl(name: string): Promise<string>
  /** Kills one of the database server's processes: all its connections break, and it recovers from its log. False when it had none. */
  crashDatabaseServer(): Promise<boolean>
  /** The last lines of all its processes, for a run that failed. */
  lastLines(): readonly string[]
}

/** What the database server is called where processes are counted by name. */
export const DATABASE_SERVER = 'PostgreSQL'
const root = path.resolve(import.meta.dirname, '../..')
const READY_WITHIN_MS = 300_000
const STOPPED_WITHIN_MS = 30_000
const LINES_KEPT = 60

export async function startFederation(portBase: number, ics: string): Promise<RealFederation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-faults-'))
  const data = dataFolderAt(path.join(folder, 'data'))
  const { OH_DATABASE_ADMIN_URL: _own, ...inherited } = process.env
  // nobody here looks at published figures
  const env = { ...inherited, OH_DATA_DIR: data.path, OH_PORT_BASE: String(portBase), OH_ICS: ics, OH_HISTORY_MONTHS: '0' }
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/start.ts'], {
    cwd: path.join(root, 'infra/local'),
    env,
    // a channel, whose end tells the federation that whoever started it is gone
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lines: string[] = []
  const stop = async () => {
    await ended(child)
    // as root the database has its files in a place of its own, which only this knows how to clear
    spawnSync(process.execPath, ['--import', 'tsx', 'src/reset.ts'], { cwd: path.join(root, 'infra/local'), env })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(child, lines)
  } catch (fault) {
    await stop()
    throw fault
  }
  const gatewayUrl = `http://localhost:${portBase + 1}`
  const issuer = `http://localhost:${portBase + 2}`
  return {
    data,
    gatewayUrl,
    services: () => askSupervisor(data),
    token: (person) => tokenFor(data, issuer, person),
    databaseUrl: (name) => databaseUrl(data, name),
    crashDatabaseServer: () => crashDatabaseServer(data),
    lastLines: () => lines,
    [Symbol.asyncDispose]: stop,
  }
}

function ready(child: ChildProcess, lines: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const late = setTimeout(() => fail('was not ready in time'), READY_WITHIN_MS)
    const fail = (why: string) => reject(new Error(`the federation ${why}:\n${lines.join('\n')}`))
    const hear = (chunk: string) => {
      lines.push(...chunk.split('\n').filter((line) => line !== ''))
      lines.splice(0, Math.max(0, lines.length - LINES_KEPT))
      text = (text + chunk).slice(-1_000)
      if (!/^ready: /m.test(text)) return
      clearTimeout(late)
      resolve()
    }
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear)
    child.once('exit', (code) => {
      clearTimeout(late)
      fail(`ended with code ${code}`)
    })
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS)
  await gone
  clearTimeout(impatient)
}

async function askSupervisor(data: DataFolder): Promise<RunningService[]> {
  const place = JSON.parse(readFileSync(path.join(data.run, 'control.json'), 'utf8')) as { url: string; token: string }
  const answer = await fetch(`${place.url}/status`, { headers: { authorization: `Bearer ${place.token}` } })
  return (await answer.json()) as RunningService[]
}

async function crashDatabaseServer(data: DataFolder): Promise<boolean> {
  const sql = postgres(await databaseUrl(data, 'postgres'), { max: 1, onnotice: () => undefined })
  try {
    const [busiest] = await sql<{ pid: number }[]>`select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() order by state_change desc limit 1`
    return busiest !== undefined && killProcess(busiest.pid)
  } catch {
    // it is still recovering from the last time
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function tokenFor(data: DataFolder, issuer: string, person: string): Promise<string> {
  const key: unknown = JSON.parse(readFileSync(keyFilesOf(data, 'identity').signingKeyFile, 'utf8'))
  const iat = Math.floor(Date.now() / 1000)
  const claims = { sub: person, jti: randomUUID(), iat, nbf: iat, exp: iat + 600, acr: 'AAL3' }
  return signCompact(await loadSigningKey(key), PERSON_TOKEN_TYPE, { iss: issuer, aud: FEDERATION_AUDIENCE, ...claims })
}
