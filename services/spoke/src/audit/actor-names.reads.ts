import { namesOf } from '@oh/audit'
import type { PersonId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { desc, ilike, inArray } from 'drizzle-orm'
import { escalation } from '../escalations/escalation.table.ts'

/**
 * Names of those who acted, whoever asks: the right to see the rows was ruled before. The register of this service has its
 * own people; a specialist of the region stands in none here, and is known by the name under which the pool said who accepted or
 * supervises.
 */
export async function actorNames(tx: ScopedTx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const { acceptedBy, acceptedName, supervisorPerson, supervisorName } = escalation
  const told = await actingAs(tx, 'registry', async () => [
    ...(await lastNames(tx, supervisorPerson, supervisorName, people)),
    ...(await lastNames(tx, acceptedBy, acceptedName, people)),
  ])
  const known = told.flatMap((row): [string, string][] => (row.person && row.name ? [[row.person, row.name]] : []))
  return new Map([...known, ...(await namesOf(tx, people))])
}

/** Under which name the pool last told of each of these people. */
function lastNames(
  tx: ScopedTx,
  person: typeof escalation.acceptedBy | typeof escalation.supervisorPerson,
  name: typeof escalation.acceptedName | typeof escalation.supervisorName,
  people: readonly string[],
) {
  return tx.sql
    .selectDistinctOn([person], { person, name })
    .from(escalation)
    .where(inArray(person, [...people] as PersonId[]))
    .orderBy(person, desc(escalation.acceptedAt))
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
