import { readFileSync } from 'node:fs'
import { loadSigningKey } from '@oh/auth'
import { seedDirectory } from '@oh/gateway'
import { type Clock, instantOf, type LondonDate, londonDateOf } from '@oh/kernel'
import { type SeedLending, type SeedSpecialist, seedPool } from '@oh/pool'
import { connect, type Db } from '@oh/postgres'
import { type SeedRollupAsk, seedRollup } from '@oh/rollup'
import { seedSpoke } from '@oh/spoke'
import { type KeyringFile, openKeyring } from '@oh/vault'
import type { FederationPlan, PlannedPool, PlannedSpoke } from './federation-plan.ts'
import type { Say } from './plain-fault.ts'
import type { PreparedDatabase } from './prepare-members.ts'

const systemClock: Clock = () => instantOf(Date.now())

/**
 * Puts the people and members of the plan into the given databases of it. Running it again changes nothing. `history`: how
 * many months of made-up national figures are published, 36 when left out; `madeUp`: of which trusts, all when left out.
 */
export async function seedAll(
  plan: FederationPlan,
  databases: readonly PreparedDatabase[],
  {
    say,
    clock = systemClock,
    ...figures
  }: { readonly say: Say; readonly clock?: Clock } & Pick<SeedRollupAsk, 'history' | 'madeUp'>,
): Promise<void> {
  const today = londonDateOf(clock())
  for (const [index, database] of databases.entries()) {
    say(`Seeding databases: ${index + 1} of ${databases.length} (${database.name})…`)
    await using db = connect(database.serviceUrl, { name: 'seed', connections: 1, clock })
    const spoke = plan.spokes.find((each) => each.database === database.name)
    const pool = plan.pools.find((each) => each.database === database.name)
    if (database.service === 'directory') await seedMembers(db, plan, databases)
    if (spoke) await seedSpoke(db, openKeyring(spoke.memberId, readKeyring(database)), spokeAsk(plan, spoke, today))
    if (database.name === plan.rollup.database) {
      const asked = await rollupAsk(plan, database, today)
      await seedRollup(db, { ...asked, ...figures })
    }
    if (pool) await seedPool(db, poolAsk(plan, pool, today))
  }
}

const readKeyring = ({ fieldKeyFile }: PreparedDatabase) => JSON.parse(readFileSync(fieldKeyFile, 'utf8')) as KeyringFile

function spokeAsk(plan: FederationPlan, spoke: PlannedSpoke, today: LondonDate) {
  const people = plan.personas
    .filter(({ member }) => member === spoke.memberId)
    .map(({ id, name, membership }) => ({ person: id, name, role: membership }))
  return { spoke: { id: spoke.memberId, host: spoke.trusts[0], name: spoke.name }, people, today }
}

function poolAsk(plan: FederationPlan, pool: PlannedPool, today: LondonDate) {
  const people = plan.personas.filter(({ member }) => member === pool.memberId)
  const specialists = specialistsOf(plan, pool)
  const memberships = people
    .filter(({ membership }) => membership !== 'specialist')
    .map(({ id, name, membership }) => ({ person: id, name, role: membership }))
  const neighbours = plan.spokes
    .filter((spoke) => spoke.pool === pool.memberId && spoke.ics !== pool.ics)
    .map(({ trusts: [trust], ics }) => ({ trust, reason: `No pool of ${ics} is in this federation.` }))
  const lending = lendingOf(plan, pool)
  return {
    pool: { id: pool.memberId, ics: pool.ics },
    specialists,
    memberships,
    neighbours,
    today,
    ...(lending ? { lending } : {}),
  }
}

/** Everybody whom a pool of the plan may ask, each working for one of its trusts in turn. */
export function specialistsOf(plan: FederationPlan, pool: PlannedPool): SeedSpecialist[] {
  const employers = plan.spokes.filter((spoke) => spoke.pool === pool.memberId).map(({ trusts }) => trusts[0])
  return plan.personas
    .filter(({ member, membership }) => member === pool.memberId && membership === 'specialist')
    .flatMap(({ id, name, skills = [], grade, supervisor }, index): SeedSpecialist[] => {
      // each works for another trust of the ICS, the last ones first: the first trust's nurse is the one most people try
      const employer = employers.at(-1 - (index % employers.length))
      return employer ? [{ person: id, name, skills, employer, grade, supervisor }] : []
    })
}

/** The first two pools of the plan have an agreement to lend each other sessions. */
function lendingOf(plan: FederationPlan, pool: PlannedPool): SeedLending | undefined {
  const [one, other] = plan.pools.slice(0, 2).map((each) => sideOf(plan, each))
  if (!one || !other) return undefined
  if (pool.memberId === one.id) return { own: one, neighbour: other }
  return pool.memberId === other.id ? { own: other, neighbour: one } : undefined
}

/** Who is lent is the second specialist of a pool: the rarer skills, of which a neighbour may have too little. */
function sideOf(plan: FederationPlan, pool: PlannedPool): SeedLending['own'] | undefined {
  const lends = specialistsOf(plan, pool)[1]
  const coordinator = plan.personas.find(
    ({ member, membership }) => member === pool.memberId && membership === 'pool-coordinator',
  )
  return lends && coordinator && { id: pool.memberId, ics: pool.ics, coordinator: coordinator.name, lends }
}

async function rollupAsk(plan: FederationPlan, { signingKeyFile }: PreparedDatabase, today: LondonDate) {
  const people = plan.personas
    .filter(({ member }) => member === plan.rollup.memberId)
    .map(({ id, name, membership }) => ({ person: id, name, role: membership }))
  const signingKey = await loadSigningKey(JSON.parse(readFileSync(signingKeyFile, 'utf8')))
  return {
    rollup: { id: plan.rollup.memberId, signingKey, madeUp: true },
    people,
    live: plan.spokes.map(({ trusts }) => trusts[0]),
    today,
  }
}

/** Members of the plan whose keys are at hand, and the roles that belong to no member. */
async function seedMembers(db: Db, plan: FederationPlan, databases: readonly PreparedDatabase[]): Promise<void> {
  const planned = [
    ...plan.spokes.map((spoke) => ({ ...spoke, kind: 'spoke' as const, serves: spoke.trusts })),
    ...plan.pools.map((pool) => ({ ...pool, kind: 'pool' as const, serves: [pool.ics] })),
    { ...plan.rollup, kind: 'rollup' as const, name: 'National figures', serves: ['ENG'] },
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
