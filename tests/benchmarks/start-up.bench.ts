import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePorts } from '../network/free-ports.ts'
import type { Bench } from './bench.ts'

const checkout = path.resolve(import.meta.dirname, '../..')
const start = path.join('infra', 'local', 'src', 'start.ts')
const reset = path.join('infra', 'local', 'src', 'reset.ts')

/** The local federation from nothing, packages installed: databases made, migrated and seeded, services bundled. Then again. */
export const startUpBench: Bench = {
  name: 'start-up',
  about: 'the local federation until it is ready, for the first time and again',
  withinSeconds: 300,
  targets: [],
  async run({ say, signal }) {
    const folder = mkdtempSync(path.join(tmpdir(), 'oh-bench-'))
    const env = { ...process.env, OH_DATA_DIR: path.join(folder, 'data'), OH_PORT_BASE: String(await freePorts(40)) }
    const clear = () => {
      spawnSync(process.execPath, ['--import', 'tsx', reset], { cwd: checkout, env })
      rmSync(folder, { recursive: true, force: true })
    }
    try {
      const first = await secondsToReady(env, signal)
      say(`first start ${first.toFixed(1)} s`)
      const second = await secondsToReady(env, signal)
      say(`second start ${second.toFixed(1)} s`)
    } finally {
      clear()
    }
  },
}

/** Starts it, takes the time until it says that it is ready, and stops it. */
async function secondsToReady(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', start], { cwd: checkout, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  try {
    await untilReady(child)
    return (performance.now() - began) / 1000
  } finally {
    signal.removeEventListener('abort', stop)
    await ended(child)
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
