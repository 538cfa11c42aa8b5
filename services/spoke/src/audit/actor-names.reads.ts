import { namesOf } from '@oh/audit'
import type { PersonId } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { desc, inArray } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'

/**
 * Names of those who acted, whoever asks: the right to see the rows was ruled before. The register of this service has its
 * own people; a specialist of the region stands in none here, and is known by the name under which the pool said who accepted.
 */
export async function actorNames(tx: ScopedTx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const { acceptedBy: person, acceptedName: name, acceptedAt } = escalation
  const accepted = await actingAs(tx, 'registry', () =>
    tx.sql
      .selectDistinctOn([person], { person, name })
      .from(escalation)
      .where(inArray(person, [...people] as PersonId[]))
      .orderBy(person, desc(acceptedAt)),
  )
  const known = accepted.flatMap((row): [string, string][] => (row.person && row.name ? [[row.person, row.name]] : []))
  return new Map([...known, ...(await namesOf(tx, people))])
}
