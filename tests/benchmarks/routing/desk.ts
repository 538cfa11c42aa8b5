import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateSigningKey, loadSigningKey, type SigningKey } from '@oh/auth'
import { assemble, createLog, listen, type Opened } from '@oh/chassis'
import {
  asMemberId,
  type Clock,
  type EscalationId,
  type IcsCode,
  instantOf,
  type LondonDate,
  londonDateOf,
  type MemberId,
  type PersonId,
  type PoolId,
  type TrustCode,
} from '@oh/kernel'
import { openDataFolder, prepareDatabases, temporaryPostgres } from '@oh/local'
import { CASE_ESCALATED_V1, type CaseEscalatedV1, caseEscalatedV1Sample } from '@oh/messages'
import { inboxHandlers, type Pool, type PoolContext, poolSchema, seedPool } from '@oh/pool'
import { asActor, connect, type Db, migrate } from '@oh/postgres'
import { type Handlers, type Peer, type Peers, post, startRelay } from '@oh/relay'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { graphql } from 'graphql'
import { Hono } from 'hono'
import postgres from 'postgres'

const checkout = path.resolve(import.meta.dirname, '../../..')
const clock: Clock = () => instantOf(Date.now())
const ICS = 'QT1' as IcsCode
const HOME = 'RX1' as TrustCode
const SPECIALISTS = 20
const COORDINATOR = 'moira' as PersonId
const BOARD = `query($ics: ID!) { board(ics: $ics, first: 20) {
  rows {
    escalation { id pseudonym skills { title } urgency urgencyTitle dueOn acceptBy state stateTitle round }
    offeredTo { fullName }
    candidates { specialist { id fullName } standing standingTitle reasons { word sentence } }
    stoodDown { specialist { fullName } at reasons { sentence } }
    late acceptLate parked onHold
  }
  rightsEnding { specialist { fullName } sentence }
  pageInfo { hasNextPage endCursor }
} }`

/** A pool with twenty specialists behind its real inbox, and a spoke that pushes to it over HTTP, on a durable PostgreSQL. */
export interface Desk extends AsyncDisposable {
  /** Fills the pool up to so many escalations that wait, each with everyone considered, as routing leaves them. */
  fillUpTo(waiting: number): Promise<void>
  /** One case leaves the spoke; milliseconds until the pool has kept it, offered it, and said so. */
  arrives(): Promise<number>
  /** The coordinator's first page, as the console asks for it: milliseconds and bytes. */
  board(): Promise<{ readonly milliseconds: number; readonly bytes: number }>
}

export const openDesk = (): Promise<Desk> =>
  assemble(async (opened) => {
    const { poolDb, spokeDb, admin } = await openDatabases(opened)
    const peers = new Map<MemberId, Peer>()
    const spoke = await member('spoke', spokeDb, peers)
    const own = await member('pool', poolDb, peers)
    await seedPool(own.db, { ...PEOPLE, pool: { id: own.id as PoolId, ics: ICS }, today: londonDateOf(clock()) })
    const log = createLog('bench', () => undefined)
    const find: Peers = { find: async (id) => peers.get(id) }
    const { id, db, keyring } = own
    // what an arriving case and the board take of a pool; its keys are for content and proofs, which neither opens
    const pool = { id, ics: ICS, db, keyring, newId: randomUUID, log, members: find } as unknown as Pool
    const relayOf = async (one: typeof own, handlers: Handlers) => {
      const { id: as, db: at, key: signingKey, keyring: sealing } = one
      const parts = { db: at, member: as, keyring: sealing, signingKey, peers: find, handlers, log }
      return opened.use(await startRelay({ ...parts, runs: 'on-settle' }))
    }
    const atPool = await relayOf(own, inboxHandlers(pool))
    const atSpoke = await relayOf(spoke, {})
    const inbox = new Hono().post('/inbox', (c) => atPool.inbox(c.req.raw))
    const listening = opened.use(await listen(inbox, { host: '127.0.0.1', port: 0, log }))
    peers.set(id, { ...(peers.get(id) as Peer), endpoint: listening.url })
    return {
      fillUpTo: (waiting: number) => fill(admin, waiting),
      arrives: () => arrive({ spoke, to: id, settle: atSpoke.settle, admin }),
      board: () => readBoard(pool),
    }
  })

const PEOPLE = {
  specialists: Array.from({ length: SPECIALISTS }, (_, number) => ({
    person: `specialist-${number}` as PersonId,
    name: `Dr ${number}`,
    skills: ['general', 'mental-health'] as const,
    employer: 'RHA' as TrustCode,
  })),
  memberships: [{ person: COORDINATOR, name: 'Moira Lennox', role: 'pool-coordinator' as const }],
}

async function openDatabases(opened: Opened) {
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-bench-'))
  opened.onStop(() => rmSync(folder, { recursive: true, force: true }))
  const server = opened.use(await temporaryPostgres({ durable: true }))
  const wanted = (['spoke', 'pool'] as const).map((kind) => ({ service: kind, name: `desk_${kind}`, holder: kind }))
  const data = openDataFolder(path.join(folder, 'data'), checkout)
  const [spokeAt, poolAt] = await prepareDatabases({ url: server.adminUrl, own: true }, data, wanted, () => undefined)
  if (!spokeAt || !poolAt) throw new Error('the databases were not made')
  const open = async (kind: 'spoke' | 'pool', { ownerUrl, serviceUrl }: typeof spokeAt) => {
    await migrate({ ownerUrl, folder: path.join(checkout, 'services', kind, 'migrations') })
    const db = connect(serviceUrl, { name: 'bench', clock })
    opened.onStop(() => db.close())
    return db
  }
  const admin = postgres(adminOf(server.adminUrl, 'desk_pool'), { max: 1, onnotice: () => undefined })
  opened.onStop(() => admin.end({ timeout: 5 }))
  return { spokeDb: await open('spoke', spokeAt), poolDb: await open('pool', poolAt), admin }
}

interface Way {
  readonly spoke: Awaited<ReturnType<typeof member>>
  readonly to: MemberId
  readonly settle: () => Promise<number>
  readonly admin: postgres.Sql
}

async function arrive({ spoke, to: destination, settle, admin }: Way): Promise<number> {
  const subject = randomUUID() as EscalationId
  const body = { ...BODY, escalationId: subject }
  await asActor(spoke.db, { kind: 'system', part: 'routing' }, (tx) =>
    post(tx, { name: CASE_ESCALATED_V1, destination, subject, body, correlation: randomUUID() }, spoke.keyring),
  )
  const began = performance.now()
  const moved = await settle()
  const took = performance.now() - began
  const [kept] = await admin`select state from escalation where id = ${subject}`
  if (moved !== 1 || kept?.state !== 'offered') throw new Error('a case arrived and was not offered')
  return took
}

async function readBoard(pool: Pool) {
  const contextValue: PoolContext = { pool, caller: { kind: 'person', person: COORDINATOR } }
  const began = performance.now()
  const answer = await graphql({ schema: poolSchema, source: BOARD, variableValues: { ics: ICS }, contextValue })
  const text = JSON.stringify(answer)
  const milliseconds = performance.now() - began
  if (answer.errors) throw new Error(text)
  return { milliseconds, bytes: Buffer.byteLength(text) }
}

const BODY = {
  ...(caseEscalatedV1Sample as unknown as CaseEscalatedV1),
  ...{ trust: HOME, employer: HOME, excluded: [], skills: ['general' as const], department: 'Theatres' },
}

/** Rows as routing leaves them when nobody could be asked: one look each, with a reason for every specialist. */
async function fill(admin: postgres.Sql, waiting: number): Promise<void> {
  await admin`
    insert into escalation (id, spoke_id, trust, correlation, pseudonym, age_band, category, urgency, reasons, skills, accept_by,
      due_on, employer, department, prefers_own_employer, see_worker, gdpr_basis, confidentiality_gate, state, since, round,
      received_at, picture, looked_at)
    select gen_random_uuid(), 'spoke-00000000000a', ${HOME}, gen_random_uuid()::text, 'E-' || number, '35-44', 'skin', 'routine',
      '{}', '{skin}', current_date + (number % 5)::int, current_date + (number % 60)::int, ${HOME}, 'Theatres', false, 'virtual-allowed',
      '{}', '{}', 'nobody-eligible', now(), 1, now() - number * interval '1 minute', 1, now() + interval '1 day'
    from generate_series((select count(*) + 1 from escalation where state = 'nobody-eligible'), ${waiting}::bigint) as number`
  await admin`
    insert into candidate (escalation_id, picture, specialist_id, round, standing, reasons, at)
    select e.id, 1, s.id, 1, 'excluded', '{skill-missing}', now() from escalation e cross join specialist s
    where e.state = 'nobody-eligible' and not exists (select 1 from candidate c where c.escalation_id = e.id)`
  await admin.unsafe('analyze')
}

async function member(kind: 'spoke' | 'pool', db: Db, peers: Map<MemberId, Peer>) {
  const id = asMemberId(`${kind}-00000000000a`)
  if (!id) throw new Error('no member id')
  const key: SigningKey = await loadSigningKey(await generateSigningKey())
  const publicKey = await crypto.subtle.importKey('jwk', { ...key.publicJwk }, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'verify',
  ])
  const keys = new Map([[key.kid, { key: publicKey, from: 0 }]])
  const serves = kind === 'spoke' ? [{ code: HOME, from: '2022-07-01' as LondonDate }] : []
  peers.set(id, { id, state: 'active', endpoint: undefined, serves, keys })
  return { id, db, key, keyring: openKeyring(id, newKeyringFile()) }
}

function adminOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
