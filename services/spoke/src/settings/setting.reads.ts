import { type DeadlineSettings, deadlineSettingsOn, STARTING_DEADLINES } from '@oh/casework'
import { POLICY } from '@oh/disclosure'
import { type EscalationSettings, escalationSettingsOn, STARTING_ESCALATION_SETTINGS } from '@oh/escalation'
import { holdsOn, type Instant, type LondonDate, type PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { asc, desc, eq } from 'drizzle-orm'
import { type SettingKind, type SettingValues, serviceSetting } from './setting.table.ts'

/** How long the clocks are for what came in on a day, by the rows of this service. Cases keep the lengths they began with. */
export async function deadlineSettings(tx: ScopedTx): Promise<(receivedOn: LondonDate) => DeadlineSettings> {
  const rows = await settingRows(tx, 'deadlines')
  return (receivedOn) => deadlineSettingsOn(rows, receivedOn) ?? STARTING_DEADLINES
}

/** The escalation rules' figures in force on a day. */
export async function escalationSettings(tx: ScopedTx, on: LondonDate): Promise<EscalationSettings> {
  return escalationSettingsOn(await settingRows(tx, 'escalation'), on) ?? STARTING_ESCALATION_SETTINGS
}

/** The floor under which this service shows no count of people today; the policy's own when it has set none. */
export async function disclosureFloor(tx: ScopedTx): Promise<number> {
  const rows = await settingRows(tx, 'disclosure')
  return Math.max(POLICY.floor, rows.findLast((row) => holdsOn(tx.today, row))?.floor ?? 0)
}

/** One row of the service's own floor: what it was set to, from which day, by whom and why. */
export interface FloorChange {
  readonly id: string
  readonly floor: number
  readonly from: LondonDate
  readonly setAt: Instant
  readonly setBy: PersonId
  /** A word of FLOOR_REASONS; undefined for a row that was there from the start. */
  readonly because: string | undefined
}

/** The latest changes of the floor, newest first. */
export async function floorChanges(tx: ScopedTx, most: number): Promise<FloorChange[]> {
  const { kind, setAt, id } = serviceSetting
  const rows = await tx.sql.select().from(serviceSetting).where(eq(kind, 'disclosure')).orderBy(desc(setAt), desc(id)).limit(most)
  return rows.map((row) => {
    const { floor, because } = row.values as SettingValues['disclosure']
    return { id: row.id, floor, from: row.fromOn, setAt: row.setAt, setBy: row.setBy as PersonId, because }
  })
}

async function settingRows<Kind extends SettingKind>(tx: ScopedTx, kind: Kind) {
  const { fromOn: since, setAt } = serviceSetting
  // of two that begin on one day, the one set last counts
  const rows = await tx.sql.select().from(serviceSetting).where(eq(serviceSetting.kind, kind)).orderBy(asc(since), asc(setAt))
  return rows.map(({ values, fromOn, toOn }) => ({
    ...(values as SettingValues[Kind]),
    from: fromOn,
    ...(toOn === null ? {} : { to: toOn }),
  }))
}
