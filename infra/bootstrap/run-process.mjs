import { spawn } from 'node:child_process'

const KEPT = 64 * 1024

/**
 * Runs a program to its end; without `env` it gets ours. With `output: 'copied'` its words are passed on and their end is kept; with 'kept' they are
 * only kept. Resolves, never rejects: { code, signal, text }, where a program that could not be started has code 127.
 */
export function runProcess(file, args, { cwd, env, output = 'copied', shell = false }) {
  return new Promise((resolve) => {
    let text = ''
    const child = spawn(file, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    const keep = (stream) => (chunk) => {
      text = (text + chunk).slice(-KEPT)
      if (output === 'copied') stream.write(chunk)
    }
    child.stdout.on('data', keep(process.stdout))
    child.stderr.on('data', keep(process.stderr))
    child.once('error', (fault) => resolve({ code: 127, signal: null, text: `${text}\n${fault.message}` }))
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal, text }))
  })
}

/**
 * Hands the terminal to a program and waits for it; signals sent to us are passed on, and it learns of our own sudden
 * end because its channel to us closes. Resolves to its exit code (128 and the signal's number when a signal ended it).
 */
export function handOver(file, args, { cwd, env, channel = false }) {
  return new Promise((resolve) => {
    const stdio = ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])]
    const child = spawn(file, args, { cwd, env, stdio })
    const passOn = (signal) => child.kill(signal)
    process.on('SIGINT', passOn).on('SIGTERM', passOn).on('SIGHUP', passOn)
    const watch = watchNpm(env, () => child.kill('SIGTERM'))
    const done = (code) => {
      clearInterval(watch)
      process.off('SIGINT', passOn).off('SIGTERM', passOn).off('SIGHUP', passOn)
      resolve(code)
    }
    child.once('error', () => done(127))
    child.once('close', (code, signal) => done(code ?? 128 + (signals[signal] ?? 0)))
  })
}

const signals = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/** npm killed outright leaves us without a parent; what it started then ends as if it had been told to. */
function watchNpm(env, whenGone) {
  if (!env?.npm_lifecycle_event) return undefined
  const parent = process.ppid
  return setInterval(() => process.ppid !== parent && whenGone(), 1000)
}
