import { allow, allowChange, both, hasRole } from '@oh/postgres'
import { outboxMessage } from '@oh/relay'
import { sql } from 'drizzle-orm'

const isStatistician = hasRole('statistician')
const isUnderWay = sql`state in ('waiting', 'parked')`

/** At the rollup it is the statistician who sees what is under way, and sends again what is parked. */
export const outboxSeen = allow('select', both(isStatistician, isUnderWay), 'statistician_sees').link(outboxMessage)

export const outboxRetried = allowChange({
  from: both(isStatistician, sql`state = 'parked'`),
  to: both(isStatistician, isUnderWay),
  name: 'statistician_retries',
}).link(outboxMessage)
