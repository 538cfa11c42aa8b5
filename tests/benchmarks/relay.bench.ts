import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateSigningKey, loadSigningKey, type SigningKey } from '@oh/auth'
import { assemble, createLog, listen } from '@oh/chassis'
import { asMemberId, type Clock, type EscalationId, instantOf, type MemberId } from '@oh/kernel'
import { openDataFolder, prepareDatabases, temporaryPostgres } from '@oh/local'
import { CASE_ESCALATED_V1, caseEscalatedV1Sample, type MessageBodies } from '@oh/messages'
import { asActor, connect, type Db, migrate } from '@oh/postgres'
import { type Handlers, type Peer, type Peers, post, startRelay } from '@oh/relay'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { Hono } from 'hono'
import postgres from 'postgres'
import type { Bench } from './bench.ts'

const MESSAGES = 5_000
/** Messages of one transaction while the outbox is filled; nothing of it is measured. */
const POSTED_AT_ONCE = 250
/** As many as the relay has under way to one member. */
const AT_ONCE = 32
const checkout = path.resolve(import.meta.dirname, '../..')
const BODY = caseEscalatedV1Sample as unknown as MessageBodies[typeof CASE_ESCALATED_V1]
const clock: Clock = () => instantOf(Date.now())

/**
 * Escalations from a spoke's outbox until the pool has acknowledged all: opened, signed and pushed over HTTP, verified,
 * received once and in order. Against it the same bodies as plain rows, a transaction each, on the same durable PostgreSQL.
 */
export const relayBench: Bench = {
  name: 'relay',
  about: '5,000 escalations from the outbox of a spoke into a pool, against as many plain inserts',
  withinSeconds: 240,
  targets: [{ figure: 'drainSeconds', atMost: 120 }],
  async run({ say, signal }) {
    await using ground = await openGround()
    const inserts: number[] = []
    inserts.push(await plainInserts(ground.plainUrl))
    signal.throwIfAborted()
    await ground.fill(signal)
    say(`${MESSAGES} messages wait`)
    const [began, cpuBefore] = [performance.now(), process.cpuUsage()]
    const moved = await ground.drain()
    const [drain, cpu] = [performance.now() - began, process.cpuUsage(cpuBefore)]
    if (moved < MESSAGES || (await ground.received()) < MESSAGES) throw new Error(`only ${moved} messages arrived`)
    signal.throwIfAborted()
    inserts.push(await plainInserts(ground.plainUrl))
    const insert = (inserts[0] ?? 0) / 2 + (inserts[1] ?? 0) / 2
    say(
      `drained in ${(drain / 1000).toFixed(1)} s; plain inserts took ${inserts.map((ms) => (ms / 1000).toFixed(1)).join(' and ')} s`,
    )
    return {
      messages: MESSAGES,
      drainSeconds: drain / 1000,
      insertSeconds: insert / 1000,
      ratio: drain / insert,
      messagesPerSecond: MESSAGES / (drain / 1000),
      cpuMsPerMessage: (cpu.user + cpu.system) / 1000 / MESSAGES,
    }
  },
}

/** Two members with databases of their own on one PostgreSQL that keeps every promise. */
const openGround = () =>
  assemble(async (opened) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'oh-bench-'))
    opened.onStop(() => rmSync(folder, { recursive: true, force: true }))
    const server = opened.use(await temporaryPostgres({ durable: true }))
    const wanted = (['spoke', 'pool'] as const).map((kind) => ({ service: kind, name: `bench_${kind}`, holder: kind }))
    const data = openDataFolder(path.join(folder, 'data'), checkout)
    const [spokeAt, poolAt] = await prepareDatabases({ url: server.adminUrl, own: true }, data, wanted, () => undefined)
    if (!spokeAt || !poolAt) throw new Error('the databases were not made')
    const open = async (kind: 'spoke' | 'pool', { ownerUrl, serviceUrl }: typeof spokeAt) => {
      await migrate({ ownerUrl, folder: path.join(checkout, 'services', kind, 'migrations') })
      const db = connect(serviceUrl, { name: 'bench', clock })
      opened.onStop(() => db.close())
      return db
    }
    const peers = new Map<MemberId, Peer>()
    const spoke = await member('spoke', await open('spoke', spokeAt), peers)
    const pool = await member('pool', await open('pool', poolAt), peers)
    const log = createLog('bench', () => undefined)
    const find: Peers = { find: async (id) => peers.get(id) }
    const start = async ({ id, db, key, keyring }: typeof spoke, handlers: Handlers) =>
      opened.use(await startRelay({ db, member: id, keyring, signingKey: key, peers: find, handlers, log, runs: 'on-settle' }))
    const atPool = await start(pool, { [CASE_ESCALATED_V1]: async () => undefined })
    const atSpoke = await start(spoke, {})
    const inbox = new Hono().post('/inbox', (c) => atPool.inbox(c.req.raw))
    const listening = opened.use(await listen(inbox, { host: '127.0.0.1', port: 0, log }))
    peers.set(pool.id, { ...(peers.get(pool.id) as Peer), endpoint: listening.url })
    const admin = postgres(adminOf(server.adminUrl, 'bench_pool'), { max: 1, onnotice: () => undefined })
    opened.onStop(() => admin.end({ timeout: 5 }))
    return {
      plainUrl: adminOf(server.adminUrl, 'postgres'),
      async fill(signal: AbortSignal) {
        for (let done = 0; done < MESSAGES; done += POSTED_AT_ONCE) {
          signal.throwIfAborted()
          await asActor(spoke.db, { kind: 'system', part: 'routing' }, async (tx) => {
            for (let count = 0; count < POSTED_AT_ONCE; count += 1) {
              const subject = randomUUID() as EscalationId
              const body = { ...BODY, escalationId: subject }
              await post(
                tx,
                { name: CASE_ESCALATED_V1, destination: pool.id, subject, body, correlation: randomUUID() },
                spoke.keyring,
              )
            }
          })
        }
      },
      drain: () => atSpoke.settle(),
      received: async () => Number((await admin`select count(*) from inbox_receipt`)[0]?.count),
    }
  })

async function member(kind: 'spoke' | 'pool', db: Db, peers: Map<MemberId, Peer>) {
  const id = asMemberId(`${kind}-00000000000a`)
  if (!id) throw new Error('no member id')
  const key: SigningKey = await loadSigningKey(await generateSigningKey())
  const publicKey = await crypto.subtle.importKey('jwk', { ...key.publicJwk }, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'verify',
  ])
  const keys = new Map([[key.kid, { key: publicKey, from: 0 }]])
  peers.set(id, { id, state: 'active', endpoint: undefined, serves: [], keys })
  return { id, db, key, keyring: openKeyring(id, newKeyringFile()) }
}

function adminOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** So many rows with the same body, a transaction each, as many at once as the relay sends. */
async function plainInserts(url: string): Promise<number> {
  const sql = postgres(url, { max: AT_ONCE, onnotice: () => undefined })
  try {
    await sql`drop table if exists plain`
    await sql`create table plain (id uuid primary key, body jsonb not null, at timestamptz not null default now())`
    const body = JSON.stringify(BODY)
    let left = MESSAGES
    const one = async () => {
      while (left > 0) {
        left -= 1
        await sql`insert into plain (id, body) values (${randomUUID()}, ${body}::text::jsonb)`
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, () => sql`select 1`))
    const began = performance.now()
    await Promise.all(Array.from({ length: AT_ONCE }, one))
    return performance.now() - began
  } finally {
    await sql.end({ timeout: 5 })
  }
}
