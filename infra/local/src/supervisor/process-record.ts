import path from 'node:path'
import { type DataFolder, readJson, writeJson } from '../data-folder.ts'
import type { Say } from '../plain-fault.ts'
import { commandHash, signal, stillRuns, until } from '../process-identity.ts'

export interface RecordedProcess {
  readonly name: string
  readonly pid: number
  readonly startedAt: string
  /** Hash of the whole command line, so that a number used again by a stranger is never mistaken for ours. */
  readonly command: string
}

const TERM_LIMIT_MS = 10_000
const KILL_LIMIT_MS = 5_000

const recordFile = (data: DataFolder) => path.join(data.run, 'processes.json')

export function recordProcesses(data: DataFolder, processes: readonly RecordedProcess[]): void {
  writeJson(recordFile(data), processes)
}

/** The record of a process just started with these words. */
export function recordOf(name: string, pid: number, words: readonly string[]): RecordedProcess {
  return { name, pid, startedAt: new Date().toISOString(), command: commandHash(words.join(' ').trim()) }
}

/** Ends the processes that a killed supervisor left running, and only those. Resolves to their names. */
export async function endOrphans(data: DataFolder, say: Say): Promise<string[]> {
  const recorded = readJson<RecordedProcess[]>(recordFile(data)) ?? []
  const orphans = recorded.filter(({ pid, command }) => stillRuns(pid, command))
  if (orphans.length > 0) {
    say(`Ending ${orphans.length} ${orphans.length === 1 ? 'process' : 'processes'} left by an earlier run…`)
    const left = () => orphans.filter(({ pid, command }) => stillRuns(pid, command))
    for (const { pid } of orphans) signal(pid, 'SIGTERM')
    if (!(await until(() => left().length === 0, TERM_LIMIT_MS))) {
      for (const { pid } of left()) signal(pid, 'SIGKILL')
      await until(() => left().length === 0, KILL_LIMIT_MS)
    }
  }
  recordProcesses(data, [])
  return orphans.map(({ name }) => name)
}
