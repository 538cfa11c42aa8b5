import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DataFolder, openDataFolder } from '../data-folder.ts'
import { isAlive, signal, until } from '../process-identity.ts'
import { unprivilegedAccount } from './account.ts'
import { prepareDatabases } from './databases.ts'
import { launchPostgres, type RunningPostgres } from './launch.ts'
import { isPostgresOn, parsePostmasterPid } from './postmaster-pid.ts'

const folders: string[] = []
function freshData(): DataFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-launch-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return openDataFolder(folder, '/nowhere')
}
const launch = (data: DataFolder, said: string[] = []) => launchPostgres({ data, durable: false, say: (line) => said.push(line) })
const clusterOf = (data: DataFolder) =>
  (JSON.parse(readFileSync(path.join(data.path, 'postgres.json'), 'utf8')) as { cluster: string }).cluster

async function ask(url: string, query: string): Promise<Record<string, unknown>> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return (await sql.unsafe(query))[0] ?? {}
  } finally {
    await sql.end()
  }
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('the PostgreSQL launcher', () => {
  const data = freshData()
  let server: RunningPostgres

  beforeAll(async () => {
    server = await launch(data)
  })
  afterAll(() => server.stop())

  it('listens on 127.0.0.1 only, below the ephemeral range, without a socket file', async () => {
    expect(await ask(server.adminUrl, 'show listen_addresses')).toEqual({ listen_addresses: '127.0.0.1' })
    expect(await ask(server.adminUrl, 'show unix_socket_directories')).toEqual({ unix_socket_directories: '' })
    expect(server.port).toBeLessThan(32_768)
  })

  it('lets nobody in without the generated password, which is kept closed to others', async () => {
    const open = new URL(server.adminUrl)
    open.password = 'guess'
    await expect(ask(open.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect(statSync(path.join(data.secrets, 'superuser.json')).mode & 0o777).toBe(0o600)
  })

  it('comes back on the same port with what was written', async () => {
    await ask(server.adminUrl, "create table kept (word text); insert into kept values ('here')")
    const { port } = server
    await server.stop()
    server = await launch(data)
    expect(server.port).toBe(port)
    expect(await ask(server.adminUrl, 'select word from kept')).toEqual({ word: 'here' })
  })

  it('ends a server that a killed launcher left behind, then starts', async () => {
    const said: string[] = []
    const left = server.pid
    server = await launch(data, said)
    expect(isAlive(left)).toBe(false)
    expect(said.join()).toContain(`process ${left}`)
    expect(await ask(server.adminUrl, 'select word from kept')).toEqual({ word: 'here' })
  })

  it('takes a pid file for stale when the number belongs to a stranger, and leaves the stranger alone', async () => {
    await server.stop()
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
    writeFileSync(path.join(clusterOf(data), 'postmaster.pid'), `${stranger.pid}\n${clusterOf(data)}\n0\n5432\n`)
    server = await launch(data)
    expect(stranger.exitCode).toBeNull()
    stranger.kill('SIGKILL')
  })

  it('survives being killed outright', async () => {
    signal(server.pid, 'SIGKILL')
    await until(() => !isAlive(server.pid), 60_000)
    server = await launch(data)
    expect(await ask(server.adminUrl, 'select 1 as one')).toEqual({ one: 1 })
  })

  it('says in one sentence that a cluster is of another version', async () => {
    const other = freshData()
    await (await launch(other)).stop()
    writeFileSync(path.join(clusterOf(other), 'PG_VERSION'), '12\n')
    await expect(launch(other)).rejects.toThrow('was made by another version of PostgreSQL: run "npm run reset"')
  })
})

describe('prepareDatabases', () => {
  const data = freshData()
  const wanted = [
    { service: 'spoke', name: 'spoke_rwe', holder: 'spoke' },
    { service: 'pool', name: 'pool_qk1', holder: 'pool' },
  ] as const
  let server: RunningPostgres
  const prepare = () => prepareDatabases({ url: server.adminUrl, own: true }, data, wanted, () => undefined)

  beforeAll(async () => {
    server = await launch(data)
  })
  afterAll(() => server.stop())

  it('makes each database once, owned by a role that is no superuser, and changes nothing the second time', async () => {
    const first = await prepare()
    expect(await prepare()).toEqual(first)
    const owner = await ask(
      first[0]?.ownerUrl ?? '',
      'select current_user as name, (select rolsuper from pg_roles where rolname = current_user) as super',
    )
    expect(owner).toEqual({ name: 'oh_owner', super: false })
  })

  it('gives each service a login in the group that policies name, and that can connect to its own database only', async () => {
    const [spoke] = await prepare()
    const url = spoke?.serviceUrl ?? ''
    expect(await ask(url, "select pg_has_role(current_user, 'oh_app', 'member') as app")).toEqual({ app: true })
    await expect(ask(url, 'create table x ()')).rejects.toThrow('permission denied')
    for (const name of ['pool_qk1', 'postgres', 'template1']) {
      const elsewhere = new URL(url)
      elsewhere.pathname = `/${name}`
      await expect(ask(elsewhere.href, 'select 1')).rejects.toThrow('permission denied for database')
    }
  })

  it('keeps its passwords closed to others', async () => {
    await prepare()
    expect(statSync(path.join(data.secrets, 'databases.json')).mode & 0o777).toBe(0o600)
  })
})

describe('what the launcher reads', () => {
  it('knows a postmaster’s pid file', () => {
    expect(parsePostmasterPid('42\n/data\n1\n20001\n\n127.0.0.1\n  1 2\nready   \n')).toEqual({
      pid: 42,
      port: 20001,
      ready: true,
    })
    expect(parsePostmasterPid('')).toBeUndefined()
  })

  it('knows PostgreSQL on this cluster from one on another whose name begins alike', () => {
    expect(isPostgresOn('/d/postgres', '/x/bin/postgres -D /d/postgres -p 1')).toBe(true)
    expect(isPostgresOn('/d/postgres', '/x/bin/postgres -D /d/postgres2 -p 1')).toBe(false)
    expect(isPostgresOn('/d/postgres', 'vim -D /d/postgres notes')).toBe(false)
    expect(isPostgresOn('/d/postgres', undefined)).toBe(false)
  })

  it('prefers the account postgres to nobody, and takes no other', () => {
    const nobody = 'nobody:x:65534:65533::/:/bin/false'
    expect(unprivilegedAccount(`root:x:0:0::/root:/bin/sh\n${nobody}\npostgres:x:101:104::/:/bin/sh`)).toMatchObject({
      uid: 101,
      gid: 104,
    })
    expect(unprivilegedAccount(nobody)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 })
    expect(unprivilegedAccount('root:x:0:0::/root:/bin/sh')).toBeUndefined()
  })
})
