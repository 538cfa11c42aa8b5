import type { Membership, Role } from '@oh/auth'
import { isRole } from '@oh/auth'
import { type Instant, type LondonDate, londonDateOf, type MemberId, type PersonId } from '@oh/kernel'
import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { type Db, ormOf, turnsOf } from './connect.ts'
import { membership } from './membership.table.ts'

/** Who acts: a person by a verified token, a member by a signed message, or a part of the service itself. */
export type Actor =
  | {
      readonly kind: 'person'
      readonly person: PersonId
      /** Regional and national roles that the directory has proved for this call, beside what the person holds here. */
      readonly proved?: readonly Membership[]
    }
  | { readonly kind: 'member'; readonly member: MemberId }
  | { readonly kind: 'system'; readonly part: SystemPart }
export type SystemPart =
  | 'relay'
  | 'sealer'
  | 'seed'
  | 'routing'
  | 'registry'
  | 'records'
  | 'sign-in'
  | 'drafts'
  | 'counting'
  | 'publishing'
  | 'studying'

declare const scoped: unique symbol
type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0]

/** A transaction in which somebody acts. Every store takes one; only `asActor` makes one. */
export interface ScopedTx {
  readonly [scoped]: true
  readonly actor: Actor
  /** What the person holds here today; empty for members and parts of the service. */
  readonly memberships: readonly Membership[]
  readonly roles: ReadonlySet<Role>
  /** The moment the transaction began, by the service's clock: one request, one time. */
  readonly now: Instant
  readonly today: LondonDate
  readonly sql: Transaction
}

/**
 * Runs one use case in one transaction on behalf of an actor: sets the row-level security context for this transaction
 * only, reads the person's memberships that hold today, and hands both over. Whatever `use` throws rolls everything back.
 * One person's transactions wait for each other beyond a few at once (`TooMuchAtOnce` where the wait is too long), so `use`
 * never opens another.
 */
export function asActor<T>(db: Db, actor: Actor, use: (tx: ScopedTx) => Promise<T>): Promise<T> {
  const act = () => inTransaction(db, actor, use)
  return actor.kind === 'person' ? turnsOf(db).take(actor.person, act) : act()
}

async function inTransaction<T>(db: Db, actor: Actor, use: (tx: ScopedTx) => Promise<T>): Promise<T> {
  const now = db.clock()
  const today = londonDateOf(now)
  return ormOf(db).transaction(async (transaction) => {
    await setContext(transaction, actor, today)
    const memberships =
      actor.kind === 'person' ? [...(await membershipsOn(transaction, actor.person, today)), ...(actor.proved ?? [])] : []
    const roles = new Set(memberships.map((held) => held.role))
    if (roles.size > 0) await transaction.execute(sql`select set_config('oh.roles', ${[...roles].join(',')}, true)`)
    return use({ actor, memberships, roles, now, today, sql: transaction } as unknown as ScopedTx)
  })
}

/**
 * Lets a part of the service itself act for a stretch of the same transaction: what a person set in motion and the
 * service carries out, such as routing an escalation again after a decline. The person's own right must be ruled first. Within
 * such a stretch another part may act for a shorter one.
 */
export async function actingAs<T>(tx: ScopedTx, part: SystemPart, use: () => Promise<T>): Promise<T> {
  const [before] = await tx.sql.execute<{ part: string | null }>(sql`select current_setting('oh.part', true) as part`)
  await tx.sql.execute(sql`select set_config('oh.part', ${part}, true)`)
  const result = await use()
  await tx.sql.execute(sql`select set_config('oh.part', ${before?.part ?? ''}, true)`)
  return result
}

async function setContext(transaction: Transaction, actor: Actor, today: LondonDate): Promise<void> {
  const person = actor.kind === 'person' ? actor.person : ''
  const member = actor.kind === 'member' ? actor.member : ''
  const part = actor.kind === 'system' ? actor.part : ''
  await transaction.execute(
    sql`select set_config('oh.person', ${person}, true), set_config('oh.member', ${member}, true),
               set_config('oh.part', ${part}, true), set_config('oh.roles', '', true),
               set_config('oh.today', ${today}, true)`,
  )
}

async function membershipsOn(transaction: Transaction, person: PersonId, today: LondonDate): Promise<Membership[]> {
  const rows = await transaction
    .select()
    .from(membership)
    .where(
      and(eq(membership.person, person), lte(membership.fromOn, today), or(isNull(membership.toOn), gt(membership.toOn, today))),
    )
  return rows.flatMap(({ role, scope, fromOn, toOn }) =>
    // an unknown role word grants nothing
    isRole(role) ? [{ role, from: fromOn, ...(scope === null ? {} : { scope }), ...(toOn === null ? {} : { to: toOn }) }] : [],
  )
}
