import { type SQL, sql } from 'drizzle-orm'
import { pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/** The group every service's login belongs to: neither owner nor superuser, and bound by row-level security. */
export const appRole = pgRole('oh_app').existing()

type Command = 'select' | 'insert' | 'update' | 'delete'

const onlyWith = (command: Command, condition: SQL) => {
  if (command === 'insert') return { withCheck: condition }
  // a row that may be changed must stay one that may: nobody hands a row on to somebody else by an update
  if (command === 'update') return { using: condition, withCheck: condition }
  return { using: condition }
}

/**
 * One policy for one command. Migration grants a command on a table only where such a policy exists,
 * so what is not allowed here is refused by privilege as well as by row.
 */
export function allow(command: Command, condition: SQL, name?: string) {
  return pgPolicy(name ?? `${command}_allowed`, { for: command, to: appRole, ...onlyWith(command, condition) })
}

/** A policy for changes that may only lead from rows of one kind to rows of another. */
export function allowChange({ from, to, name }: { readonly from: SQL; readonly to: SQL; readonly name?: string }) {
  return pgPolicy(name ?? 'update_allowed', { for: 'update', to: appRole, using: from, withCheck: to })
}

/** True when all of the conditions are. */
export const both = (...conditions: SQL[]): SQL => sql.join([sql.raw('('), sql.join(conditions, sql.raw(' and ')), sql.raw(')')])

/** True when the acting person holds one of the roles today. */
export const hasRole = (...roles: string[]): SQL => sql.raw(`(${roles.map((role) => `oh_has_role('${role}')`).join(' or ')})`)

/** True when the row names the acting person. */
export const isPerson = (column: string): SQL => sql.raw(`(${column} = oh_person())`)

/** True when the dated row of that table, or its alias, holds today by the service's clock. */
export const holdsToday = (table: string): SQL =>
  sql.raw(`(${table}.from_on <= oh_today() and (${table}.to_on is null or ${table}.to_on > oh_today()))`)

/** True for the named parts of the service itself (relay, sealer …), which act for nobody. */
export const isPart = (...parts: string[]): SQL => sql.raw(`(oh_part() in (${parts.map((part) => `'${part}'`).join(', ')}))`)

/** True while a signed message of another member takes effect. */
export const isMember: SQL = sql.raw('(oh_member() is not null)')

/** True for whoever acts at all; without `asActor` there is no actor and so no row. */
export const anyActor: SQL = sql.raw('(oh_person() is not null or oh_member() is not null or oh_part() is not null)')

/** True when one of the conditions is. */
export const either = (...conditions: SQL[]): SQL => sql.join([sql.raw('('), sql.join(conditions, sql.raw(' or ')), sql.raw(')')])
