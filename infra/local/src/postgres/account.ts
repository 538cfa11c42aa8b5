import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { PlainFault } from '../plain-fault.ts'

/** The account PostgreSQL runs under when we are root, which PostgreSQL refuses to be. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** The first of `postgres` and `nobody` in a passwd file's text, since a bare number has no entry and initdb refuses it. */
export function unprivilegedAccount(passwd: string): Account | undefined {
  const lines = passwd.split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([first]) => first === name) ?? []
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

/** Undefined when PostgreSQL can run as ourselves. Throws PlainFault when root has no other account to run it as. */
export function accountForPostgres(): Account | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  const account = unprivilegedAccount(readFileSync('/etc/passwd', 'utf8'))
  if (!account)
    throw new PlainFault(
      'PostgreSQL does not run as root and there is no account "postgres" or "nobody": run the command as an ordinary user.',
    )
  if (spawnSync('/bin/sh', ['-c', ':'], as(account)).error) {
    throw new PlainFault(
      `PostgreSQL does not run as root and this container may not change to the account "${account.name}": run the command as an ordinary user, or set OH_DATABASE_ADMIN_URL.`,
    )
  }
  return account
}

/** Whether the account can enter a folder that exists, every folder above it included. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...as(account), stdio: 'ignore' }).status === 0
}

/** Options that make a child process run as the account. */
export function as(account: Account | undefined): { uid?: number; gid?: number; cwd: string } {
  return account ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' }
}
