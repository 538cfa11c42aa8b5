import type { Instant, SessionId, SpecialistId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { type RotaAsk, rotaPage, type SessionRow } from './session.store.ts'

/** One session of the rota; nobody who is booked in it is named. */
export interface RotaSession extends Pick<SessionRow, 'startsAt' | 'hours' | 'site' | 'virtual' | 'cancelledFor'> {
  readonly id: SessionId
  readonly specialist: { readonly id: SpecialistId; readonly fullName: string }
  readonly free: number
  readonly cancelledAt: Instant | null
}

/** The sessions of the pool by day, with the hours free in them. For the coordinator. */
export function readRota(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  ask: RotaAsk,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly RotaSession[] }> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'jobPlan.read', resource: 'session', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const found = await rotaPage(tx, ask)
    await allowedFor(tx, { ...access, ids: found.slice(0, ask.page.first).map(({ session }) => session.id) })
    const rows = found.map(({ session, free, fullName }) => {
      const { id, specialistId, startsAt, hours, site, virtual, cancelledAt, cancelledFor } = session
      return { id, specialist: { id: specialistId, fullName }, startsAt, hours, site, virtual, cancelledAt, cancelledFor, free }
    })
    return { kind: 'listed', rows }
  })
}
