import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

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

/** npm killed outright leaves us without anyone to stop us; what it started then ends as if it had been told to. */
function watchNpm(env, whenGone) {
  const npm = env?.npm_lifecycle_event ? npmAbove(process.ppid) : undefined
  return npm && setInterval(() => !isAlive(npm) && whenGone(), 1000)
}

/** npm starts a script through a shell, which may or may not have made way for it. Undefined when the system does not say. */
function npmAbove(parent) {
  const { above, command } = lookAt(parent)
  return /^(\S*\/)?(sh|bash|dash|zsh|ash) -c /.test(command) ? above : parent
}

/** A small Linux has no `ps`, so its own files are read there. */
function lookAt(pid) {
  if (process.platform === 'linux') {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    // the name in brackets may hold blanks and brackets of its own; the parent is the second field after it
    const above = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1])
    return { above, command }
  }
  const asked = spawnSync('ps', ['-ww', '-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' })
  const [, above, command = ''] = /^\s*(\d+)\s+(.*)$/m.exec(asked.stdout ?? '') ?? []
  return { above: above && Number(above), command }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}
