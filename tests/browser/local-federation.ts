import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataFolderAt } from '@oh/local'
import { databaseUrl } from '../network/database-url.ts'
import { freePorts } from '../network/free-ports.ts'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const READY_WITHIN_MS = 300_000
/** A whole quarter at least, with its grids, and no more than its tests read: what is made up is weighed as anything else is. */
const HISTORY_MONTHS = '6'

export interface LocalFederation extends AsyncDisposable {
  readonly console: string
  readonly gateway: string
  readonly identity: string
  /** Everybody who can be signed in as. */
  readonly personas: readonly { readonly id: string; readonly name: string }[]
  /** The address of one of its databases, past row-level security. */
  readonly databaseUrl: (name: string) => Promise<string>
  /** The process of a member now, such as `spoke RT5`: a new one each time it is started again. */
  readonly processOf: (name: string) => number
  /** Everything the federation printed so far. */
  readonly output: () => string
}

interface FederationFile extends Pick<LocalFederation, 'console' | 'gateway' | 'identity' | 'personas'> {
  readonly services: readonly { readonly name: string; readonly pid: number }[]
}

/** What `npm start` runs, on data and ports of its own: bundles as processes under the supervisor, the development identity provider included. */
export async function startLocalFederation(ics: string): Promise<LocalFederation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-federation-'))
  const base = await freePorts(40)
  const env = {
    ...process.env,
    ...{ OH_DATA_DIR: path.join(folder, 'data'), OH_PORT_BASE: String(base), OH_ICS: ics, OH_HISTORY_MONTHS: HISTORY_MONTHS },
  }
  const child = spawn(process.execPath, ['--import', 'tsx', path.join('infra', 'local', 'src', 'start.ts')], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ready = new Promise<void>((isReady, failed) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (/^ready: /m.test(output)) isReady()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => failed(new Error(`The federation ended with ${code}:\n${output.slice(-4_000)}`)))
    setTimeout(() => failed(new Error(`The federation was not ready in time:\n${output.slice(-4_000)}`)), READY_WITHIN_MS).unref()
  })
  const close = async () => {
    await stop(child)
    // as root the database has its files in a place of its own, which only this knows how to clear
    spawnSync(process.execPath, ['--import', 'tsx', path.join('infra', 'local', 'src', 'reset.ts')], { cwd: checkout, env })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready
  } catch (fault) {
    await close()
    throw fault
  }
  const data = dataFolderAt(env.OH_DATA_DIR)
  const state = () => JSON.parse(readFileSync(path.join(data.path, 'federation.json'), 'utf8')) as FederationFile
  const processOf = (name: string) => {
    const found = state().services.find((service) => service.name === name)
    if (!found) throw new Error(`The federation runs no ${name}.`)
    return found.pid
  }
  const { console, gateway, identity, personas } = state()
  return {
    ...{ console, gateway, identity, personas },
    databaseUrl: (name) => databaseUrl(data, name, process.env.OH_DATABASE_ADMIN_URL),
    processOf,
    output: () => output,
    [Symbol.asyncDispose]: close,
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await ended
}
