import type { DeadlineSettings } from '@oh/casework'
import type { EscalationSettings } from '@oh/escalation'
import { allow, anyActor, either, hasRole, instant, isPart, londonDate } from '@oh/postgres'
import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** What a service may set for itself, by kind. The dates of a row stand in their own columns. */
export interface SettingValues {
  readonly deadlines: Omit<DeadlineSettings, 'from' | 'to'>
  readonly escalation: Omit<EscalationSettings, 'from' | 'to'>
  /** Counts of people below the floor are not shown outside the service; only a higher floor than the policy's changes anything. */
  readonly disclosure: { readonly floor: number; readonly because?: string }
}
export type SettingKind = keyof SettingValues

/** Thresholds of this service, from when to when. A change is a new row; a day without one has the product's own values. */
export const serviceSetting = pgTable(
  'service_setting',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<SettingKind>().notNull(),
    values: jsonb('values').$type<SettingValues[SettingKind]>().notNull(),
    fromOn: londonDate('from_on').notNull(),
    toOn: londonDate('to_on'),
    setAt: instant('set_at').notNull(),
    setBy: text('set_by').notNull(),
  },
  (table) => [
    index('service_setting_kind').on(table.kind, table.fromOn),
    allow('select', anyActor),
    allow('insert', either(hasRole('head-of-service'), isPart('seed'))),
  ],
)
