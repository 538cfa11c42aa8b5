import { type DeadlineSettings, deadlineSettingsOn, STARTING_DEADLINES } from '@oh/casework'
import { POLICY } from '@oh/disclosure'
import { type EscalationSettings, escalationSettingsOn, STARTING_ESCALATION_SETTINGS } from '@oh/escalation'
import { holdsOn, type LondonDate } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { asc, eq } from 'drizzle-orm'
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

async function settingRows<Kind extends SettingKind>(tx: ScopedTx, kind: Kind) {
  const rows = await tx.sql.select().from(serviceSetting).where(eq(serviceSetting.kind, kind)).orderBy(asc(serviceSetting.fromOn))
  return rows.map(({ values, fromOn, toOn }) => ({
    ...(values as SettingValues[Kind]),
    from: fromOn,
    ...(toOn === null ? {} : { to: toOn }),
  }))
}
