import { createHash, randomUUID } from 'node:crypto'
import type { Role } from '@oh/auth'
import type { IcsCode, LondonDate, PersonId, PoolId, SpecialistId, TrustCode } from '@oh/kernel'
import { trustsOfIcs } from '@oh/organisations'
import { asActor, type Db, membership, type ScopedTx } from '@oh/postgres'
import type { Grade, Skill } from '@oh/routing'
import { neighbourAgreement } from './agreements/agreement.table.ts'
import { jobPlan, sessionTemplate } from './job-plans/job-plan.table.ts'
import { type SeedLending, seedLending } from './seed-lending.ts'
import { standIns } from './seed-stand-ins.ts'
import { makeMissing } from './sessions/carry-out-rota.ts'
import { allSpecialists } from './specialists/specialist.store.ts'
import { specialist, specialistLeave } from './specialists/specialist.table.ts'

export interface SeedSpecialist {
  readonly person: PersonId
  readonly name: string
  readonly skills: readonly Skill[]
  readonly employer: TrustCode
  /** Absent: accredited specialist, the only one to whom accreditation is given. */
  readonly grade?: Grade | undefined
  /** Of a trainee, among the specialists of the same pool. */
  readonly supervisor?: PersonId | undefined
}

export interface SeedPoolAsk {
  readonly pool: { readonly id: PoolId; readonly ics: IcsCode }
  /** Specialists who sign in; each gets the role, valid rights, a job plan and weekly sessions. */
  readonly specialists: readonly SeedSpecialist[]
  /** Further people and what they are here, such as the coordinator. */
  readonly memberships: readonly { readonly person: PersonId; readonly name: string; readonly role: Role }[]
  /** Trusts of other ICSs that the pool has agreed to serve, and why. */
  readonly neighbours?: readonly { readonly trust: TrustCode; readonly reason: string }[]
  /** An agreement with another local pool, seen from this one. */
  readonly lending?: SeedLending | undefined
  readonly today: LondonDate
}

/** Since when what is seeded has held, and until when. */
const SINCE = '2022-07-01' as LondonDate
const UNTIL = '2032-07-01' as LondonDate
const CASELOAD_CAP = 12

/**
 * Puts the people of a local pool into its database: the specialists who sign in, three without sign-in whom a rule bars (so
 * that "why not this specialist?" has something to say), roles, job plans with weekly sessions, and the clinic sessions of
 * the next eight weeks. Running it again on the same day changes nothing; on a later day it adds the sessions that are missing.
 */
export function seedPool(db: Db, ask: SeedPoolAsk): Promise<void> {
  return asActor(db, { kind: 'system', part: 'seed' }, async (tx) => {
    for (const person of ask.specialists) await seedSpecialist(tx, ask, person)
    for (const held of ask.memberships) await seedRole(tx, ask.pool.id, held)
    await seedStandIns(tx, ask)
    await seedAgreements(tx, ask)
    if (ask.lending) await seedLending(tx, ask.lending, ask.today, { idOf, specialistId })
  })
}

async function seedSpecialist(tx: ScopedTx, ask: SeedPoolAsk, one: SeedSpecialist): Promise<void> {
  const { person, name, skills, employer, grade = 'accredited-specialist' } = one
  const id = specialistId(ask.pool.id, person)
  await seedRole(tx, ask.pool.id, { person, name, role: 'specialist' })
  await tx.sql
    .insert(specialist)
    .values({
      ...validRights,
      ...(grade === 'accredited-specialist' ? {} : { accreditedFrom: null, accreditedTo: null }),
      id,
      person,
      fullName: name,
      employer,
      department: 'Occupational medicine',
      skills: [...skills],
      grade,
      supervisor: one.supervisor && specialistId(ask.pool.id, one.supervisor),
    })
    .onConflictDoNothing()
  await seedTime(tx, ask, id)
}

const validRights = {
  caseloadCap: CASELOAD_CAP,
  accreditedFrom: SINCE,
  accreditedTo: UNTIL,
  agreementFrom: SINCE,
  agreementTo: UNTIL,
  indemnityFrom: SINCE,
  indemnityTo: UNTIL,
  honoraryContractFrom: SINCE,
  honoraryContractTo: UNTIL,
}

async function seedRole(
  tx: ScopedTx,
  pool: PoolId,
  { person, name, role }: { readonly person: PersonId; readonly name: string; readonly role: Role },
): Promise<void> {
  await tx.sql
    .insert(membership)
    .values({ id: idOf(pool, 'membership', person, role), person, personName: name, role, fromOn: SINCE, grantedBy: 'seed' })
    .onConflictDoNothing()
}

async function seedStandIns(tx: ScopedTx, { pool, specialists, today }: SeedPoolAsk): Promise<void> {
  const employers = specialists.map(({ employer }) => employer)
  for (const { key, leave, ...row } of standIns(pool.ics, employers, today)) {
    const person = `${key}-${pool.ics.toLowerCase()}` as PersonId
    const id = specialistId(pool.id, person)
    await seedRole(tx, pool.id, { person, name: row.fullName, role: 'specialist' })
    await tx.sql
      .insert(specialist)
      .values({ ...validRights, ...row, id, person })
      .onConflictDoNothing()
    if (!leave) continue
    await tx.sql
      .insert(specialistLeave)
      // one for each month in which the pool is seeded, so that the leave does not end unseen
      .values({ id: idOf(pool.id, 'leave', person, today.slice(0, 7)), specialistId: id, ...leave })
      .onConflictDoNothing()
  }
}

async function seedAgreements(tx: ScopedTx, { pool, neighbours = [] }: SeedPoolAsk): Promise<void> {
  for (const { trust, reason } of neighbours)
    await tx.sql
      .insert(neighbourAgreement)
      .values({ id: idOf(pool.id, 'agreement', trust), trust, reason, fromOn: SINCE, agreedBy: 'seed' })
      .onConflictDoNothing()
}

/** The id a specialist has here; the same on every machine and in every run. */
export function specialistId(pool: PoolId, person: PersonId): SpecialistId {
  return idOf(pool, 'specialist', person) as SpecialistId
}

/** PAs a week of three made-up specialists, complex cases always the same: mornings of three and a half hours need them. */
const WEEKS = [
  { assessments: 1.5, supervision: 0.25, telephoneAdvice: 0.5, nonClinical: 1.5 },
  { assessments: 2, supervision: 0.5, telephoneAdvice: 0.5, nonClinical: 1.5 },
  { assessments: 2.25, supervision: 0.75, telephoneAdvice: 0.5, nonClinical: 2 },
] as const
const COMPLEX_CASE_PAS = 4.5
const WEEKDAYS = [1, 2, 3, 4, 5] as const

/** A job plan of about nine PAs, mornings at the trusts of the ICS in turn, by video too, and the sessions that follow. */
async function seedTime(tx: ScopedTx, { pool, today }: SeedPoolAsk, id: SpecialistId): Promise<void> {
  const sites = (trustsOfIcs(pool.ics, today) ?? []).map(({ code }) => code)
  const set = { specialistId: id, fromOn: SINCE, setBy: 'seed', setAt: tx.now }
  const week = WEEKS[Number.parseInt(id.slice(0, 2), 16) % WEEKS.length] ?? WEEKS[0]
  await tx.sql
    .insert(jobPlan)
    .values({ id: idOf(id, 'job-plan'), ...set, complexCases: COMPLEX_CASE_PAS, ...week })
    .onConflictDoNothing()
  const mornings = WEEKDAYS.map((weekday) => {
    const site = sites[weekday % sites.length] ?? null
    return { id: idOf(id, 'morning', String(weekday)), ...set, weekday, startsAtHour: 9, hours: 3.5, site, virtual: true }
  })
  await tx.sql.insert(sessionTemplate).values(mornings).onConflictDoNothing()
  const specialists = (await allSpecialists(tx)).filter(({ specialistId }) => specialistId === id)
  await makeMissing({ newId: randomUUID }, tx, specialists, today)
}

/** A row's id from what it is about, so that seeding again finds it there. */
function idOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
