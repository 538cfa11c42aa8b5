import {
  type AgreementId,
  addDays,
  type IcsCode,
  type Instant,
  isWorkingDay,
  type LondonDate,
  type PersonId,
  type PoolId,
  type SessionId,
  type TrustCode,
} from '@oh/kernel'
import type { SessionLentV1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { atLondonHour, type Skill } from '@oh/routing'
import { type AgreementRow, saveAgreement, saveEntry, saveLentSession } from './lending/lending.store.ts'
import { enterLent } from './lending/lent-specialist.store.ts'
import { clinicSession } from './specialists/specialist.table.ts'

/** Who is lent. */
interface Lent {
  readonly person: PersonId
  readonly name: string
  readonly skills: readonly Skill[]
  readonly employer: TrustCode
}

/** One side of a made-up agreement between two local pools. */
export interface SeedSide {
  readonly id: PoolId
  readonly ics: IcsCode
  readonly coordinator: string
  /** Whose sessions it lends. */
  readonly lends: Lent
}

export interface SeedLending {
  readonly own: SeedSide
  readonly neighbour: SeedSide
}

const HOURS = 4
/** Months that the agreement has held when it is seeded. */
const DAYS_HELD = 60

type Ids = {
  readonly idOf: (...parts: string[]) => string
  readonly specialistId: (pool: PoolId, person: PersonId) => SessionLentV1['specialist']['id']
}

/**
 * An agreement of two local pools that stands, with a ledger: one session of each side that is over, and one that the first
 * side lends the second in two weeks. Both sides are seeded on the same day, each in its own database, to the same rows.
 * Running it again changes nothing.
 */
export async function seedLending(tx: ScopedTx, { own, neighbour }: SeedLending, today: LondonDate, ids: Ids): Promise<void> {
  const [first, second] = own.ics < neighbour.ics ? [own, neighbour] : [neighbour, own]
  const agreement = agreementOf(own, neighbour, first, second, today, ids)
  if (!(await saveAgreement(tx, agreement))) return
  const lent = (lender: SeedSide, days: number, used?: number) =>
    seedSession(tx, { own, lender, agreement, on: workingDay(today, days), used, ids })
  await lent(first, -14, 3)
  await lent(second, -9, 2)
  await lent(first, 14)
}

function agreementOf(
  own: SeedSide,
  neighbour: SeedSide,
  first: SeedSide,
  second: SeedSide,
  today: LondonDate,
  ids: Ids,
): AgreementRow {
  const since = addDays(today, -DAYS_HELD)
  return {
    id: ids.idOf('reciprocal-agreement', first.id, second.id) as AgreementId,
    partner: neighbour.id,
    partnerIcs: neighbour.ics,
    reason: 'Conflicts of interest, skills that one side lacks, and help in a surge.',
    fromOn: since,
    toOn: null,
    state: 'standing',
    proposedHere: own === first,
    proposedByName: first.coordinator,
    proposedAt: atLondonHour(addDays(since, -7), 10),
    acceptedByName: second.coordinator,
    acceptedAt: atLondonHour(addDays(since, -5), 11),
    endedByName: null,
    endedAt: null,
  }
}

function workingDay(today: LondonDate, days: number): LondonDate {
  const day = addDays(today, days)
  return isWorkingDay(day) ? day : workingDay(today, days + 1)
}

interface SeededSession {
  readonly own: SeedSide
  readonly lender: SeedSide
  readonly agreement: AgreementRow
  readonly on: LondonDate
  readonly used: number | undefined
  readonly ids: Ids
}

async function seedSession(tx: ScopedTx, { own, lender, agreement, on, used, ids }: SeededSession): Promise<void> {
  const { person, name, employer, skills } = lender.lends
  const specialistId = ids.specialistId(lender.id, person)
  const sessionId = ids.idOf(specialistId, 'lent-session', on) as SessionId
  const startsAt: Instant = atLondonHour(on, 14)
  const session = { startsAt, hours: HOURS, site: null, virtual: true }
  const row = { ...session, sessionId, agreementId: agreement.id, specialistId, specialistName: name, lentAt: tx.now }
  const entry = (kind: string) => ({ id: ids.idOf(sessionId, kind), lender: lender.ics })
  const isOut = lender === own
  await saveLentSession(
    tx,
    {
      ...row,
      direction: isOut ? 'out' : 'in',
      state: used === undefined ? 'lent' : 'used',
      ...(used === undefined ? {} : { hoursUsed: used, endedAt: tx.now }),
    },
    entry('lent'),
  )
  if (used !== undefined) return saveEntry(tx, { ...row, ...entry('used') }, 'used', used)
  if (isOut) {
    await tx.sql.insert(clinicSession).values({ ...session, id: sessionId, specialistId })
    return
  }
  const valid = { from: '2022-07-01' as LondonDate, to: '2032-07-01' as LondonDate }
  const specialist = {
    id: specialistId,
    person,
    fullName: name,
    employer,
    department: 'Occupational medicine',
    skills: [...skills],
  }
  const rights = { accredited: valid, indemnity: valid, honoraryContract: valid }
  const { site: _site, ...rest } = session
  const message = {
    ...rest,
    agreementId: agreement.id,
    sessionId,
    lender: lender.ics,
    specialist: { ...specialist, ...rights },
    at: tx.now,
  }
  await enterLent(tx, agreement, message, ids.idOf(agreement.id, 'membership', person))
}
