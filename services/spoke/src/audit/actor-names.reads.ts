import { namesOf } from '@oh/audit'
import type { PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { desc, ilike, inArray } from 'drizzle-orm'
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

const MOST_OF_A_NAME = 20

/** The people known here under a name or part of one, capitals aside: those of the register and specialists who accepted. */
export async function peopleNamed(tx: ScopedTx, name: string): Promise<string[]> {
  const pattern = `%${name.replace(/[\\%_]/g, '\\$&')}%`
  const { acceptedBy, acceptedName } = escalation
  return actingAs(tx, 'registry', async () => {
    const own = await tx.sql
      .selectDistinct({ person: membership.person })
      .from(membership)
      .where(ilike(membership.personName, pattern))
      .limit(MOST_OF_A_NAME)
    const accepted = await tx.sql
      .selectDistinct({ person: acceptedBy })
      .from(escalation)
      .where(ilike(acceptedName, pattern))
      .limit(MOST_OF_A_NAME)
    return [...own, ...accepted].flatMap(({ person }) => person ?? [])
  })
}
