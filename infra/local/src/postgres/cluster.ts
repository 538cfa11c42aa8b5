import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type DataFolder, keepSecret, readJson, writeJson } from '../data-folder.ts'
import { PlainFault, plainly } from '../plain-fault.ts'
import { type Account, as, canEnter } from './account.ts'
import { OPEN_HOME, openFolder } from './native-files.ts'

/** Name of the superuser that only the launcher and `migrate` use. */
export const SUPERUSER = 'postgres'

/** The one environment PostgreSQL's programs get: nothing of ours leaks in, no locale of the machine either. */
export const POSTGRES_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/', TZ: 'UTC' }

/**
 * The folder for PostgreSQL's own files. Inside the data folder when the account can get there; otherwise, since a closed
 * folder above would lock it out, in a place of its own, which is written down in the data folder.
 */
export function placeCluster(data: DataFolder, account: Account | undefined): string {
  const record = path.join(data.path, 'postgres.json')
  const recorded = readJson<{ dataFolder: string; cluster: string }>(record)
  if (recorded?.dataFolder === data.path && existsSync(recorded.cluster)) return recorded.cluster
  const outside = account && !canEnter(account, data.path)
  const home = outside ? path.join(OPEN_HOME, createHash('sha256').update(data.path).digest('hex').slice(0, 16)) : data.path
  if (outside) {
    openFolder(OPEN_HOME)
    openFolder(home)
  }
  const cluster = path.join(home, 'postgres')
  writeJson(record, { dataFolder: data.path, cluster }, 0o644)
  return cluster
}

export function superuserPassword(data: DataFolder): string {
  return keepSecret(path.join(data.secrets, 'superuser.json'), () => ({ password: newPassword() })).password
}

export const newPassword = (): string => randomBytes(24).toString('base64url')

/** Makes the cluster when there is none. A half-made one, from a run that was cut short, is made again. */
export function makeCluster(programs: string, cluster: string, account: Account | undefined, password: string): boolean {
  if (existsSync(path.join(cluster, 'PG_VERSION')) && existsSync(path.join(cluster, 'global', 'pg_control'))) return false
  const passwordFile = `${cluster}.pw`
  try {
    rmSync(cluster, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
    mkdirSync(cluster, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
    if (account) for (const made of [cluster, passwordFile]) chownSync(made, account.uid, account.gid)
    runInitdb(programs, cluster, account, passwordFile)
    return true
  } catch (fault) {
    rmSync(cluster, { recursive: true, force: true })
    throw plainly(fault, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function runInitdb(programs: string, cluster: string, account: Account | undefined, passwordFile: string): void {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, `--username=${SUPERUSER}`]
  // no sync here: a cut-short cluster is made again, and a start writes everything that matters durably
  const args = [`--pgdata=${cluster}`, ...locale, ...access, '--no-sync', '--no-instructions']
  const done = spawnSync(path.join(programs, 'initdb'), args, { ...as(account), env: POSTGRES_ENVIRONMENT, encoding: 'utf8' })
  if (done.status !== 0) throw postgresFault('making its files', cluster, done.error?.message ?? `${done.stdout}${done.stderr}`)
}

/** One sentence from what PostgreSQL's programs wrote. */
export function postgresFault(doing: string, cluster: string, words: string): PlainFault {
  if (/no space left on device/i.test(words))
    return new PlainFault(`The disk that holds ${cluster} is full: free at least 2 GB and run the command again.`)
  if (/could not look up effective user ID/i.test(words))
    return new PlainFault(
      'This account has no entry in /etc/passwd, without which PostgreSQL does not run: use an account that has one, or set OH_DATABASE_ADMIN_URL.',
    )
  if (/permission denied/i.test(words))
    return new PlainFault(`PostgreSQL may not use ${cluster}: take ownership of it, or set OH_DATA_DIR to another folder.`)
  if (/not compatible with this version/i.test(words))
    return new PlainFault(`${cluster} was made by another version of PostgreSQL: run "npm run reset" and start again.`)
  const last =
    words
      .trim()
      .split('\n')
      .filter((line) => /FATAL|error|could not/i.test(line))
      .at(-1) ?? words.trim().split('\n').at(-1)
  return new PlainFault(`PostgreSQL failed while ${doing}: ${(last ?? 'no reason given').trim()}`)
}

export function logTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-4000)
  } catch {
    return ''
  }
}
