import type { EscalationId, MessageId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { outboxMessage } from '@oh/relay'
import { eq, ne } from 'drizzle-orm'
import { excludedAmong } from '../board/board.reads.ts'

/** Escalations with a message under way or parked from which the reader, being a specialist too, is excluded. */
export async function excludedSubjects(tx: ScopedTx, reader: SpecialistId | undefined): Promise<EscalationId[]> {
  if (!reader) return []
  const rows = await tx.sql
    .selectDistinct({ subject: outboxMessage.subject })
    .from(outboxMessage)
    .where(ne(outboxMessage.state, 'acknowledged'))
  const subjects = rows.map(({ subject }) => subject as EscalationId)
  return [...(await excludedAmong(tx, reader, subjects))]
}

/** What a message is about; undefined when there is none, or none for the actor. */
export async function subjectOf(tx: ScopedTx, id: MessageId): Promise<EscalationId | undefined> {
  const { subject } = outboxMessage
  const [found] = await tx.sql.select({ subject }).from(outboxMessage).where(eq(outboxMessage.id, id))
  return found?.subject as EscalationId | undefined
}
