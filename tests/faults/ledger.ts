import type postgres from 'postgres'

/** A message as its sender keeps it. */
export interface SentMessage {
  readonly id: string
  readonly name: string
  readonly destination: string
  readonly subject: string
  readonly epoch: number
  readonly seq: number
  /** SHA-256 of the body, in hexadecimal digits. */
  readonly hash: string
  readonly attempts: number
}

/** A message as its receiver keeps it. */
export interface Receipt {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly subject: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
  /** When it was taken in, in milliseconds since 1970. */
  readonly at: number
  /** Why it took no effect; empty when it did. */
  readonly reasons: readonly string[]
}

/** What one member's database says of the traffic: its records, its messages, and its audit of what came in. */
export interface Ledger {
  readonly holder: string
  readonly kind: 'spoke' | 'pool'
  /** The pool does not know the case. */
  readonly escalations: readonly { readonly id: string; readonly caseId?: string }[]
  readonly opinions: readonly { readonly id: string; readonly escalationId: string }[]
  readonly sent: readonly SentMessage[]
  readonly received: readonly Receipt[]
  /** The record that was taken in, once for each audit entry that says so: an escalation at a pool, an opinion at a spoke. */
  readonly takenIn: readonly string[]
}

/** Reads the ledger of one member straight from its tables. */
export async function readLedger(sql: postgres.Sql, holder: string, kind: Ledger['kind']): Promise<Ledger> {
  const caseId = kind === 'spoke' ? sql`, case_id as "caseId"` : sql``
  const action = kind === 'spoke' ? 'opinion.receive' : 'escalation.receive'
  const takenIn = await sql<{ id: string }[]>`
    select resource_ids[1] as id from audit_entry where action = ${action} and outcome = 'allowed'`
  return {
    holder,
    kind,
    escalations: await sql<Ledger['escalations'][number][]>`select id ${caseId} from escalation`,
    opinions: await sql<Ledger['opinions'][number][]>`select id, escalation_id as "escalationId" from opinion`,
    sent: await sql<SentMessage[]>`select id, name, destination, subject, epoch, seq, encode(body_sha256, 'hex') as hash, attempts
      from outbox_message`,
    received: await sql<Receipt[]>`select message_id as id, name, source, subject, epoch, seq, encode(body_sha256, 'hex') as hash,
      (extract(epoch from received_at) * 1000)::float8 as at, reasons from inbox_receipt`,
    takenIn: takenIn.map(({ id }) => id),
  }
}
