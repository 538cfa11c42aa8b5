import type { PersonId } from '@oh/kernel'
import { allow, anyActor, hasRole, instant } from '@oh/postgres'
import type { RoutingPolicy } from '@oh/routing'
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/**
 * Every routing policy that a coordinator has switched on, the latest being in force. Version 1 is the defaults and has no
 * row. A row is never changed: switching back is a new version with the old settings. No secret, and nothing about a worker.
 */
export const routingPolicy = pgTable(
  'routing_policy',
  {
    version: integer('version').primaryKey(),
    settings: jsonb('settings').$type<RoutingPolicy>().notNull(),
    /** The coordinator's own words. */
    why: text('why').notNull(),
    switchedOnBy: text('switched_on_by').$type<PersonId>().notNull(),
    /** The name under which that person held the role then. */
    switchedOnByName: text('switched_on_by_name').notNull(),
    switchedOnAt: instant('switched_on_at').notNull(),
    /** The study that showed its effect beforehand; none when it was in force shortly before. */
    preview: uuid('preview'),
    /** The version whose settings it has again. */
    restores: integer('restores'),
  },
  () => [allow('select', anyActor), allow('insert', hasRole('pool-coordinator'))],
)
