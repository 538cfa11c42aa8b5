import { sql } from 'drizzle-orm'
import { clinicSession } from '../specialists/specialist.table.ts'
import { lentSession } from './lending.table.ts'

/** True for a session that this pool plans with: not lent to a neighbour, nor one of a neighbour's that was given back. */
export const heldHere = sql`not exists (select 1 from ${lentSession} where ${lentSession.sessionId} = ${clinicSession.id} and (
  (${lentSession.direction} = 'out' and ${lentSession.state} <> 'returned') or
  (${lentSession.direction} = 'in' and ${lentSession.state} = 'returned')))`
