import { type Instant, instantOf, type LondonDate } from '@oh/kernel'
import { customType, date } from 'drizzle-orm/pg-core'

/** `timestamptz` read and written as an Instant. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => value,
  fromDriver: (value) => instantOf(new Date(value)),
})

/** `date` read and written as a LondonDate. */
export const londonDate = (name: string) => date(name, { mode: 'string' }).$type<LondonDate>()

/** `bytea`: ciphertext, hashes and wrapped keys. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => value,
  fromDriver: (value) => new Uint8Array(value),
})
