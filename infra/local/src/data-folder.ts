import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { PlainFault, plainly } from './plain-fault.ts'

/** Where the local federation keeps everything it makes. Only `run`, `secrets` and `keys` are closed to other accounts. */
export interface DataFolder {
  readonly path: string
  /** What holds for this run only: lock, processes, control token. */
  readonly run: string
  readonly secrets: string
  readonly keys: string
  readonly bundles: string
}

const MARKER = '.oh-federation'
const MARKER_TEXT = 'This folder belongs to the local OH federation. "npm run reset" deletes what is in it.\n'

export function dataFolderAt(folder: string): DataFolder {
  const at = (name: string) => path.join(folder, name)
  return { path: folder, run: at('run'), secrets: at('secrets'), keys: at('keys'), bundles: at('bundles') }
}

/** Makes the folder, with its marker, when it is not there. Throws PlainFault when it holds something else or is closed to us. */
export function openDataFolder(folder: string, checkout: string): DataFolder {
  const data = dataFolderAt(folder)
  try {
    mkdirSync(folder, { recursive: true })
    if (!existsSync(path.join(folder, MARKER))) mark(folder, checkout)
    for (const closed of [data.run, data.secrets, data.keys]) {
      mkdirSync(closed, { recursive: true, mode: 0o700 })
      chmodSync(closed, 0o700)
    }
    mkdirSync(data.bundles, { recursive: true })
    writeFileSync(path.join(data.run, 'writable'), '')
    return data
  } catch (fault) {
    throw plainly(fault, folder)
  }
}

function mark(folder: string, checkout: string): void {
  const foreign = readdirSync(folder).filter((name) => name !== 'home')
  if (foreign.length > 0 && folder !== path.join(checkout, '.local')) {
    throw new PlainFault(`${folder} holds other files: set OH_DATA_DIR to an empty or a new folder and run the command again.`)
  }
  writeFileSync(path.join(folder, MARKER), MARKER_TEXT)
}

export function isDataFolder(folder: string): boolean {
  return existsSync(path.join(folder, MARKER))
}

/** Deletes what is in the folder, marker last. Throws PlainFault when the marker is missing or the folder is a link. */
export function emptyDataFolder(folder: string): void {
  if (!isDataFolder(folder) || lstatSync(folder).isSymbolicLink()) {
    throw new PlainFault(`${folder} does not carry the marker of the local federation, so nothing in it was deleted.`)
  }
  try {
    for (const name of readdirSync(folder)) {
      if (name !== MARKER) rmSync(path.join(folder, name), { recursive: true, force: true })
    }
    rmSync(path.join(folder, MARKER))
  } catch (fault) {
    throw plainly(fault, folder)
  }
}

/** Writes JSON in one step: a reader sees the old content or the new, never half. Default mode 0600. */
export function writeJson(file: string, value: unknown, mode = 0o600): void {
  const fresh = `${file}.${randomUUID()}`
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode })
  renameSync(fresh, file)
}

/** The parsed content of a file of our own, or undefined when it is not there or was cut short. */
export function readJson<Content>(file: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content
  } catch {
    return undefined
  }
}

/** The content of a secret file, made first when it is not there. Mode 0600. */
export function keepSecret<Content>(file: string, make: () => Content): Content {
  const kept = readJson<Content>(file)
  if (kept !== undefined) return kept
  const made = make()
  writeJson(file, made)
  return made
}
