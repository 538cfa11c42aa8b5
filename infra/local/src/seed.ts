import { readFileSync } from 'node:fs'
import { loadSigningKey } from '@oh/auth'
import { seedDirectory } from '@oh/gateway'
import { type Clock, instantOf } from '@oh/kernel'
import { connect, type Db } from '@oh/postgres'
import type { FederationPlan } from './federation-plan.ts'
import type { Say } from './plain-fault.ts'
import type { PreparedDatabase } from './prepare-members.ts'

/** Puts the people and members of the plan into the given databases of it. Running it again changes nothing. */
export async function seedAll(
  plan: FederationPlan,
  databases: readonly PreparedDatabase[],
  say: Say,
  clock: Clock = () => instantOf(Date.now()),
): Promise<void> {
  for (const database of databases) {
    await using db = connect(database.serviceUrl, { name: 'seed', connections: 1, clock })
    if (database.service === 'directory') await seedMembers(db, plan, databases)
    say(`Seeding ${database.name}…`)
  }
}

/** Members of the plan whose keys are at hand, and the roles that belong to no member. */
async function seedMembers(db: Db, plan: FederationPlan, databases: readonly PreparedDatabase[]): Promise<void> {
  const planned = [
    ...plan.spokes.map((spoke) => ({ ...spoke, kind: 'spoke' as const, serves: spoke.trusts })),
    ...plan.pools.map((pool) => ({ ...pool, kind: 'pool' as const, serves: [pool.ics] })),
  ]
  const members = planned.flatMap(({ memberId, kind, name, serves, url, database }) => {
    const prepared = databases.find((each) => each.name === database)
    return prepared ? [{ id: memberId, kind, name, serves, endpoint: url, signingKeyFile: prepared.signingKeyFile }] : []
  })
  const withKeys = await Promise.all(
    members.map(async ({ signingKeyFile, ...rest }) => ({
      ...rest,
      key: (await loadSigningKey(JSON.parse(readFileSync(signingKeyFile, 'utf8')))).publicJwk,
    })),
  )
  const roles = plan.personas
    .filter(({ member }) => member === undefined)
    .map(({ id, name, membership, scope }) => ({ person: id, name, role: membership, ...(scope ? { scope } : {}) }))
  await seedDirectory(db, withKeys, roles)
}
