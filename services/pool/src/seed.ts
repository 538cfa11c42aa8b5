import { createHash } from 'node:crypto'
import type { Role } from '@oh/auth'
import {
  addDays,
  addMilliseconds,
  type IcsCode,
  type Instant,
  instantOf,
  isWorkingDay,
  type LondonDate,
  type PersonId,
  type PoolId,
  type SessionId,
  type SpecialistId,
  type TrustCode,
} from '@oh/kernel'
import { trustsOfIcs } from '@oh/organisations'
import { asActor, type Db, membership, type ScopedTx } from '@oh/postgres'
import type { Grade, Skill } from '@oh/routing'
import { neighbourAgreement } from './agreements/agreement.table.ts'
import { standIns } from './seed-stand-ins.ts'
import { clinicSession, specialist, specialistLeave } from './specialists/specialist.table.ts'

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
  /** Specialists who sign in; each gets the role, valid rights and clinic sessions. */
  readonly specialists: readonly SeedSpecialist[]
  /** Further people and what they are here, such as the coordinator. */
  readonly memberships: readonly { readonly person: PersonId; readonly name: string; readonly role: Role }[]
  /** Trusts of other ICSs that the pool has agreed to serve, and why. */
  readonly neighbours?: readonly { readonly trust: TrustCode; readonly reason: string }[]
  readonly today: LondonDate
}

/** Since when what is seeded has held, and until when. */
const SINCE = '2022-07-01' as LondonDate
const UNTIL = '2032-07-01' as LondonDate
const CASELOAD_CAP = 12
const SESSION_DAYS = 28

/**
 * Puts the people of a local pool into its database: the specialists who sign in, three without sign-in whom a rule bars (so
 * that "why not this specialist?" has something to say), roles, and clinic sessions for four weeks of working days from
 * today. Running it again on the same day changes nothing; on a later day it adds the sessions that are missing.
 */
export function seedPool(db: Db, ask: SeedPoolAsk): Promise<void> {
  return asActor(db, { kind: 'system', part: 'seed' }, async (tx) => {
    for (const person of ask.specialists) await seedSpecialist(tx, ask, person)
    for (const held of ask.memberships) await seedRole(tx, ask.pool.id, held)
    await seedStandIns(tx, ask)
    await seedAgreements(tx, ask)
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
  await tx.sql.insert(clinicSession).values(sessionsOf(ask, id)).onConflictDoNothing()
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

/** Mornings of three and a half hours at the trusts of the ICS in turn, by video too, on every working day. */
function sessionsOf({ pool, today }: SeedPoolAsk, id: SpecialistId): (typeof clinicSession.$inferInsert)[] {
  const sites = (trustsOfIcs(pool.ics, today) ?? []).map(({ code }) => code)
  const days = Array.from({ length: SESSION_DAYS }, (_, day) => addDays(today, day + 1)).filter(isWorkingDay)
  return days.map((date) => ({
    id: idOf(id, 'session', date) as SessionId,
    specialistId: id,
    startsAt: nineInLondon(date),
    hours: 3.5,
    site: sites[Math.floor(Date.parse(date) / 86_400_000) % sites.length] ?? null,
    virtual: true,
  }))
}

const hourInLondon = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' })

function nineInLondon(date: LondonDate): Instant {
  const nine = instantOf(Date.parse(`${date}T09:00:00.000Z`))
  return addMilliseconds(nine, (9 - Number(hourInLondon.format(new Date(nine)))) * 3_600_000)
}

/** A row's id from what it is about, so that seeding again finds it there. */
function idOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
