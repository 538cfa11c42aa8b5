import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type DataFolder, readJson } from '../data-folder.ts'
import { PlainFault, plainly } from '../plain-fault.ts'
import { commandHash, commandOf, stillRuns } from '../process-identity.ts'

interface Holder {
  readonly pid: number
  readonly command: string
}

const lockFile = (data: DataFolder) => path.join(data.run, 'supervisor.json')

/** The supervisor that runs on this data folder now, or undefined. A lock left by a killed one does not count. */
export function runningSupervisor(data: DataFolder): number | undefined {
  const holder = readJson<Holder>(lockFile(data))
  return holder && stillRuns(holder.pid, holder.command) ? holder.pid : undefined
}

/** Takes the data folder for this process; the returned function gives it back. Throws PlainFault when another one runs on it. */
export function takeRunLock(data: DataFolder): () => void {
  const other = runningSupervisor(data)
  if (other !== undefined && other !== process.pid) throw alreadyRunning(data, other)
  const holder: Holder = { pid: process.pid, command: commandHash(commandOf(process.pid) ?? '') }
  rmSync(lockFile(data), { force: true })
  try {
    writeFileSync(lockFile(data), JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') throw alreadyRunning(data, undefined)
    throw plainly(fault, data.path)
  }
  return () => {
    if (readJson<Holder>(lockFile(data))?.pid === process.pid) rmSync(lockFile(data), { force: true })
  }
}

function alreadyRunning(data: DataFolder, pid: number | undefined): PlainFault {
  const who = pid === undefined ? '' : ` (process ${pid})`
  return new PlainFault(
    `A federation is already running from ${data.path}${who}: stop it with Ctrl-C, or set OH_DATA_DIR and OH_PORT_BASE for a second one.`,
  )
}
