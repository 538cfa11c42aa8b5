import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePorts } from '../network/free-ports.ts'

const checkout = path.resolve(import.meta.dirname, '../..')
const tool = (name: string) => ['--import', 'tsx', path.join('infra', 'local', 'src', `${name}.ts`)]

/** A place for a local federation: what `npm start` runs, on data and ports of its own. */
export interface Place extends Disposable {
  /** Starts it and resolves when it says that it is ready. Throws with its last words when it ends instead. */
  start(signal: AbortSignal): Promise<Started>
}

interface Started extends AsyncDisposable {
  readonly console: string
  readonly gateway: string
  /** Its data folder. */
  readonly data: string
  readonly identity: string
  readonly seconds: number
}

export async function newPlace(settings: Readonly<Record<string, string>> = {}): Promise<Place> {
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-bench-'))
  const data = path.join(folder, 'data')
  const env = { ...process.env, ...settings, OH_DATA_DIR: data, OH_PORT_BASE: String(await freePorts(40)) }
  return {
    async start(signal) {
      const began = performance.now()
      const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
      const child = spawn(process.execPath, tool('start'), { cwd: checkout, env, stdio: [...stdio] })
      const stop = () => child.kill('SIGTERM')
      signal.addEventListener('abort', stop, { once: true })
      const close = async () => {
        signal.removeEventListener('abort', stop)
        await ended(child)
      }
      try {
        await untilReady(child)
        const seconds = (performance.now() - began) / 1000
        const { console, gateway, identity } = JSON.parse(readFileSync(path.join(data, 'federation.json'), 'utf8')) as Started
        return { console, gateway, identity, data, seconds, [Symbol.asyncDispose]: close }
      } catch (fault) {
        await close()
        throw fault
      }
    },
    [Symbol.dispose]: () => {
      // as root the database has its files in a place of its own, which only this knows how to clear
      spawnSync(process.execPath, tool('reset'), { cwd: checkout, env })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((ready, failed) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk
      if (/^ready: /m.test(said)) ready()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => failed(new Error(`the federation ended with ${code}:\n${said.slice(-4_000)}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
