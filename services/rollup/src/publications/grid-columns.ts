import type { ReasonGroup, StaffGroup } from '@oh/kernel'
import { text } from 'drizzle-orm/pg-core'

/** Where a figure stands in a grid; empty for what it is not divided by, so that the whole stands once. */
export const gridColumns = {
  staffGroup: text('staff_group').$type<StaffGroup | ''>().notNull().default(''),
  reasonGroup: text('reason_group').$type<ReasonGroup | ''>().notNull().default(''),
}
