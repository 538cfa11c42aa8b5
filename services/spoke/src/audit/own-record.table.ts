import { auditEntry, auditTouch } from '@oh/audit'
import { allow } from '@oh/postgres'
import { sql } from 'drizzle-orm'

/**
 * "Who saw my record": a worker reads the rows about the own record, and those of lists, searches and messages in which it
 * stood. The privacy officer and the sealer have their policy on the table itself.
 */
export const ownRecordPolicy = allow(
  'select',
  sql.raw(`(exists (select 1 from worker w where w.person = oh_person()
    and (w.id::text = audit_entry.subject or w.id::text = any (audit_entry.resource_ids)))
  or exists (select 1 from "case" c where c.worker_person = oh_person() and c.id::text = any (audit_entry.resource_ids))
  or exists (select 1 from referral r where r.worker_person = oh_person() and r.id::text = any (audit_entry.resource_ids))
  or exists (select 1 from escalation e where e.worker_person = oh_person()
    and (e.id::text = audit_entry.subject or e.id::text = any (audit_entry.resource_ids))))`),
  'select_own_record',
).link(auditEntry)

/** The same by the records that entries are found by. */
export const ownRecordTouchPolicy = allow(
  'select',
  sql.raw(`(exists (select 1 from worker w where w.person = oh_person() and w.id::text = audit_touch.record)
  or exists (select 1 from "case" c where c.worker_person = oh_person() and c.id::text = audit_touch.record)
  or exists (select 1 from referral r where r.worker_person = oh_person() and r.id::text = audit_touch.record)
  or exists (select 1 from escalation e where e.worker_person = oh_person() and e.id::text = audit_touch.record))`),
  'select_own_record',
).link(auditTouch)
