import { type Instant, millisecondsOf } from '@oh/kernel'
import { asActor, type Db, type ScopedTx } from '@oh/postgres'
import { and, asc, eq, getTableColumns, gt, isNull, lt, lte, max } from 'drizzle-orm'
import { compactVerify } from 'jose'
import { auditEntry, auditHead, auditSeal } from './audit.table.ts'
import { CHAIN_START, chainHash, sameBytes } from './chain.ts'
import { headBody } from './seal.ts'

/** A head seen outside before: the chain must still lead through it. */
export interface Anchor {
  readonly number: number
  readonly hash: Uint8Array
}

export interface ChainReport {
  /** Entries in the chain that were checked. */
  readonly sealed: number
  readonly heads: number
  /** What is wrong, in words with the number it is wrong at; empty when the chain holds. */
  readonly breaks: readonly string[]
  /** Entries committed more than ten seconds ago and still outside the chain. */
  readonly overdue: number
  /** The number of the last entry that was checked; 0 when none was. */
  readonly verifiedUpTo: number
  /** More of the chain lies behind it: go on from there. */
  readonly hasMore: boolean
}

/** Which part of the chain is walked. */
export interface ChainPart {
  /** The number of an entry that was checked before; default 0, from the start. */
  readonly after?: number
  /** At most so many entries; default all. */
  readonly most?: number
}

const PAGE = 5_000

/**
 * Walks the chain, or the asked part of it, in pages: every hash anew from its entry, numbers without gaps, every head's signature, each
 * anchor, and what was never sealed. A changed, deleted, added or reordered entry and a chain cut behind an anchor or
 * head all end in `breaks`.
 */
export function verifyChain(
  db: Db,
  keyOf: (keyId: string) => CryptoKey | undefined,
  anchors: readonly Anchor[] = [],
  { after = 0, most = Number.POSITIVE_INFINITY }: ChainPart = {},
): Promise<ChainReport> {
  return asActor(db, { kind: 'system', part: 'sealer' }, async (tx) => {
    const upTo = Number.isFinite(most) ? after + most : await lastNumber(tx)
    const heads = await tx.sql
      .select()
      .from(auditHead)
      .where(and(gt(auditHead.number, after), lte(auditHead.number, upTo)))
      .orderBy(asc(auditHead.number))
    const walked = await walkChain(tx, new Set([...heads, ...anchors].map(({ number }) => number)), after, upTo)
    const headBreaks = await Promise.all(heads.map((head) => checkHead(head, walked.hashes, keyOf)))
    const anchorBreaks = anchors.flatMap(({ number, hash }) => {
      const found = walked.hashes.get(number)
      return found && sameBytes(found, hash) ? [] : [`anchor ${number}: the chain no longer leads through it`]
    })
    const last = await lastNumber(tx)
    // what is asked for next starts behind the last that was found: without one there is nothing to go on from
    const isCut = walked.sealed === 0 && last > after
    const cutBreaks = isCut ? [`${after + 1}: missing from the chain, which is said to lead to ${last}`] : []
    return {
      sealed: walked.sealed,
      heads: heads.length,
      breaks: [...walked.breaks, ...cutBreaks, ...headBreaks.flat(), ...anchorBreaks],
      overdue: await overdueEntries(tx),
      verifiedUpTo: walked.last,
      hasMore: !isCut && walked.last < last,
    }
  })
}

/** Hashes are kept for the wanted numbers only, so that a long chain costs no more memory than a page. */
async function walkChain(tx: ScopedTx, wanted: ReadonlySet<number>, from: number, upTo: number) {
  const hashes = new Map<number, Uint8Array>()
  const breaks: string[] = []
  let previous: Uint8Array = from === 0 ? CHAIN_START : ((await hashAt(tx, from)) ?? CHAIN_START)
  let expected = from + 1
  let sealed = 0
  for (let after = from; ; ) {
    const page = await tx.sql
      .select({ number: auditSeal.number, hash: auditSeal.hash, entry: getTableColumns(auditEntry) })
      .from(auditSeal)
      .leftJoin(auditEntry, eq(auditEntry.id, auditSeal.entryId))
      .where(and(gt(auditSeal.number, after), lte(auditSeal.number, upTo)))
      .orderBy(asc(auditSeal.number))
      .limit(PAGE)
    for (const { number, hash, entry } of page) {
      if (number !== expected) breaks.push(`${expected}: missing from the chain`)
      if (!entry) breaks.push(`${number}: its entry is gone`)
      else if (!sameBytes(chainHash(number, previous, entry), hash)) breaks.push(`${number}: does not match its entry`)
      if (wanted.has(number)) hashes.set(number, hash)
      sealed += 1
      previous = hash
      expected = number + 1
      after = number
    }
    if (page.length < PAGE) return { hashes, breaks, sealed, last: after }
  }
}

async function hashAt(tx: ScopedTx, number: number): Promise<Uint8Array | undefined> {
  const [row] = await tx.sql.select({ hash: auditSeal.hash }).from(auditSeal).where(eq(auditSeal.number, number))
  return row?.hash
}

/** The last number that the chain or a signed head of it says there is. */
async function lastNumber(tx: ScopedTx): Promise<number> {
  const [seal] = await tx.sql.select({ number: max(auditSeal.number) }).from(auditSeal)
  const [head] = await tx.sql.select({ number: max(auditHead.number) }).from(auditHead)
  return Math.max(seal?.number ?? 0, head?.number ?? 0)
}

async function checkHead(
  head: typeof auditHead.$inferSelect,
  hashes: ReadonlyMap<number, Uint8Array>,
  keyOf: (keyId: string) => CryptoKey | undefined,
) {
  const key = keyOf(head.keyId)
  const chained = hashes.get(head.number)
  if (!chained || !sameBytes(chained, head.hash)) return [`head ${head.number}: the chain no longer leads to it`]
  if (!key) return [`head ${head.number}: signed by an unknown key`]
  try {
    const { payload } = await compactVerify(head.signature, key, { algorithms: ['ES256'] })
    return sameBytes(payload, headBody(head.number, head.hash)) ? [] : [`head ${head.number}: its signature is for another head`]
  } catch {
    return [`head ${head.number}: its signature does not hold`]
  }
}

async function overdueEntries(tx: ScopedTx): Promise<number> {
  const limit = new Date(millisecondsOf(tx.now) - 10_000).toISOString() as Instant
  const rows = await tx.sql
    .select({ id: auditEntry.id })
    .from(auditEntry)
    .leftJoin(auditSeal, eq(auditSeal.entryId, auditEntry.id))
    .where(and(isNull(auditSeal.entryId), lt(auditEntry.at, limit)))
  return rows.length
}
