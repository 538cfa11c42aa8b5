import { asActor, type Db, type ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, getTableColumns, gte, isNull, sql } from 'drizzle-orm'
import { CompactSign } from 'jose'
import { auditEntry, auditHead, auditSeal } from './audit.table.ts'
import { type AuditEntry, CHAIN_START, chainHash } from './chain.ts'

/** The member's key that signs the heads of its chain (ES256). */
export interface HeadSigner {
  readonly keyId: string
  readonly key: CryptoKey
}

const BATCH = 1_000
const SEALER_LOCK = 6_470_772

/**
 * Chains every committed entry that is not sealed yet and signs the new head, in one transaction. Two sealers never work
 * at once. Resolves to the number of entries sealed: 0 when there was nothing to do or another sealer was at work.
 */
export function seal(db: Db, signer: HeadSigner): Promise<number> {
  return asActor(db, { kind: 'system', part: 'sealer' }, async (tx) => {
    const [turn] = await tx.sql.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${SEALER_LOCK}) as mine`)
    if (!turn?.mine) return 0
    const last = await lastSeal(tx)
    const entries = await unsealedEntries(tx, last?.entryAt)
    if (entries.length === 0) return 0
    await appendToChain(tx, entries, last, signer)
    return entries.length
  })
}

async function lastSeal(tx: ScopedTx) {
  const [last] = await tx.sql.select().from(auditSeal).orderBy(desc(auditSeal.number)).limit(1)
  return last
}

/** Entries commit out of order by at most the length of a transaction; a day is far more than that. */
async function unsealedEntries(tx: ScopedTx, lastAt: string | undefined): Promise<AuditEntry[]> {
  const recent = lastAt === undefined ? undefined : gte(auditEntry.at, sql`${lastAt}::timestamptz - interval '1 day'`)
  return tx.sql
    .select(getTableColumns(auditEntry))
    .from(auditEntry)
    .leftJoin(auditSeal, eq(auditSeal.entryId, auditEntry.id))
    .where(and(isNull(auditSeal.entryId), recent))
    .orderBy(asc(auditEntry.at), asc(auditEntry.id))
    .limit(BATCH)
}

async function appendToChain(
  tx: ScopedTx,
  entries: AuditEntry[],
  last: typeof auditSeal.$inferSelect | undefined,
  signer: HeadSigner,
) {
  let number = last?.number ?? 0
  let hash = last?.hash ?? CHAIN_START
  const seals = entries.map((entry) => {
    number += 1
    hash = chainHash(number, hash, entry)
    return { number, entryId: entry.id, entryAt: entry.at, hash }
  })
  await tx.sql.insert(auditSeal).values(seals)
  const signature = await new CompactSign(headBody(number, hash))
    .setProtectedHeader({ alg: 'ES256', kid: signer.keyId, typ: 'audit-head' })
    .sign(signer.key)
  await tx.sql.insert(auditHead).values({ number, hash, signedAt: tx.now, keyId: signer.keyId, signature })
}

/** What a head's signature covers. */
export function headBody(number: number, hash: Uint8Array): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ number, hash: Buffer.from(hash).toString('hex') }))
}

/** Seals each second until disposed; a failed round is reported and tried again at the next. */
export function startSealer(db: Db, signer: HeadSigner, onFault: (fault: unknown) => void): AsyncDisposable {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let round: Promise<unknown> = Promise.resolve()
  const next = () => {
    if (!stopped) timer = setTimeout(run, 1_000)
  }
  const run = () => {
    round = seal(db, signer).catch(onFault).finally(next)
  }
  next()
  return {
    [Symbol.asyncDispose]: async () => {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}
