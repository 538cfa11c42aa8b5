import type { ScopedTx } from '@oh/postgres'
import { callerOf } from '../memberships/caller.ts'
import { type SettingKind, type SettingValues, serviceSetting } from './setting.table.ts'

/** Sets something for this service from today on; the rows before it stay. */
export async function insertSetting<Kind extends SettingKind>(
  tx: ScopedTx,
  { id, kind, values }: { readonly id: string; readonly kind: Kind; readonly values: SettingValues[Kind] },
): Promise<void> {
  await tx.sql
    .insert(serviceSetting)
    .values({ id, kind, values, fromOn: tx.today, toOn: null, setAt: tx.now, setBy: callerOf(tx) })
}
