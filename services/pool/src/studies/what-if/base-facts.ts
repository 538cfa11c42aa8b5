import { POLICY } from '@oh/disclosure'
import { addDays, addMilliseconds, type Instant, isWorkingDay, type LondonDate, londonDateOf } from '@oh/kernel'
import { trustsOfIcs } from '@oh/organisations'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { holdersOf, londonHourOf, mayWorkOn, SKILLS, scarcestOf, URGENCIES } from '@oh/routing'
import type { SimulatedSpecialist, WeeklySession } from '@oh/simulation'
import type { Pool } from '../../context.ts'
import { settingsInForce } from '../../policy/policy-in-force.ts'
import { allSpecialists, type PoolSpecialist } from '../../specialists/specialist.store.ts'
import { readsPeople } from '../../use/reads-people.ts'
import { countedFrom, mondayOf } from '../../use/whole-weeks.ts'
import type { BaseFacts, CountedCases } from './assumptions.ts'
import { type CountedRow, type RotaSession, receivedBetween, rotaBetween } from './base-facts.reads.ts'

const ROTA_DAYS = 28
const COUNTED_WEEKS = 26
/** Below this many cases the pool's own shares would be mostly chance. */
const FEWEST_CASES = 100

/**
 * What the pool knows of itself, as the base of a what-if: whoever may work today, the sessions of the next four weeks, and, for
 * whoever may read counts of people, the cases of the last 26 whole weeks where they are at least 100 of at least three trusts.
 * Only whole weeks are counted, so that asking again on another day tells nothing of a single day.
 */
export async function readBaseFacts({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<BaseFacts> {
  const monday = mondayOf(tx.today)
  const working = (await allSpecialists(tx)).filter((one) => mayWorkOn(one, tx.today).kind === 'allowed')
  const tomorrow = countedFrom(addDays(tx.today, 1))
  const rota = await rotaBetween(tx, tomorrow, addMilliseconds(tomorrow, ROTA_DAYS * 86_400_000))
  const from = countedFrom(addDays(monday, -7 * COUNTED_WEEKS))
  const count = () => actingAs(tx, 'counting', () => receivedBetween(tx, from, countedFrom(monday)))
  const counted = readsPeople(tx) ? (countedCases(await count(), working) ?? 'too-few') : 'not-told'
  return {
    ics,
    startsOn: addDays(monday, 7),
    trusts: (trustsOfIcs(ics, tx.today) ?? []).map(({ code, name, staffFte }) => ({ code, name, staffFte })),
    specialists: weeklyPatterns(tx.today, working, rota),
    caseHours: (await settingsInForce(tx)).settings.caseHours.usual,
    counted,
  }
}

/** Each specialist's usual week: hours on each weekday and hour over the weeks that the rota covers. */
function weeklyPatterns(
  today: LondonDate,
  specialists: readonly PoolSpecialist[],
  rota: readonly RotaSession[],
): (SimulatedSpecialist & { readonly fullName: string })[] {
  const weeks = weekdaysUntil(today, rota)
  const chosen = new Map<string, number>()
  return specialists.map(({ specialistId, employer, department, skills, caseloadCap, fullName }) => {
    const own = rota.filter((session) => session.specialistId === specialistId)
    const places = new Map<string, RotaSession[]>()
    for (const session of own) places.set(placeOf(session.startsAt), [...(places.get(placeOf(session.startsAt)) ?? []), session])
    const sessions = [...places].sort().flatMap(([place, rows]) => weeklySession(place, rows, weeks, chosen))
    return { specialistId, employer, department, skills, caseloadCap, sessions, fullName }
  })
}

/** How many working days of each weekday the rota covers, from tomorrow on. */
function weekdaysUntil(today: LondonDate, rota: readonly RotaSession[]): ReadonlyMap<number, number> {
  const last = rota.at(-1)
  const days = new Map<number, number>()
  if (!last) return days
  for (let day = addDays(today, 1); day <= londonDateOf(last.startsAt); day = addDays(day, 1)) {
    const weekday = new Date(day).getUTCDay()
    if (isWorkingDay(day)) days.set(weekday, (days.get(weekday) ?? 0) + 1)
  }
  return days
}

/** Sorted as text, Monday at nine comes before Monday at ten. */
const placeOf = (startsAt: Instant): string =>
  `${new Date(londonDateOf(startsAt)).getUTCDay()} ${String(londonHourOf(startsAt)).padStart(2, '0')}`

/** One session a week for what is held at one time of the week; where its sites take turns, the one that has had fewest yet. */
function weeklySession(
  place: string,
  rows: readonly RotaSession[],
  weeks: ReadonlyMap<number, number>,
  chosen: Map<string, number>,
): WeeklySession | [] {
  const [weekday = 0, startsAtHour = 0] = place.split(' ').map(Number)
  const hours = Math.round((4 * rows.reduce((sum, row) => sum + row.hours, 0)) / (weeks.get(weekday) ?? 1)) / 4
  if (hours === 0 || weekday < 1 || weekday > 5) return []
  const sites = [...new Set(rows.flatMap(({ site }) => site ?? []))].sort()
  const site = sites.sort((one, other) => (chosen.get(one) ?? 0) - (chosen.get(other) ?? 0))[0]
  if (site !== undefined) chosen.set(site, (chosen.get(site) ?? 0) + 1)
  return {
    weekday: weekday as WeeklySession['weekday'],
    startsAtHour,
    hours,
    ...(site === undefined ? {} : { site }),
    virtual: rows.some(({ virtual }) => virtual),
  }
}

/** The counts, each rounded from its own exact value; undefined while they are too few, or of too few trusts. */
export function countedCases(
  rows: readonly CountedRow[],
  specialists: readonly Pick<PoolSpecialist, 'skills'>[],
): CountedCases | undefined {
  const total = (of: (row: CountedRow) => boolean) => rows.filter(of).reduce((sum, { many }) => sum + many, 0)
  const trusts = [...new Set(rows.map(({ trust }) => trust))]
  if (total(() => true) < FEWEST_CASES || trusts.length < POLICY.fewestContributors) return undefined
  const holders = holdersOf(specialists)
  const skillOf = (row: CountedRow) => scarcestOf(row.skills, holders) ?? 'general'
  const each = <Key extends string>(keys: readonly Key[], of: (row: CountedRow, key: Key) => boolean) =>
    Object.fromEntries(keys.map((key) => [key, rounded(total((row) => of(row, key)))])) as Record<Key, number>
  return {
    weeks: COUNTED_WEEKS,
    cases: rounded(total(() => true)),
    bySkill: each(SKILLS, (row, skill) => skillOf(row) === skill),
    byUrgency: each(URGENCIES, (row, urgency) => row.urgency === urgency),
    byTrust: each(trusts, (row, trust) => row.trust === trust),
    byVideo: rounded(total(({ seeWorker }) => seeWorker !== 'in-person')),
  }
}

/** As counts of people are shown, but that the suppressed ones count as one number too: a share needs one. */
function rounded(count: number): number {
  if (count === 0) return 0
  return count < POLICY.floor ? POLICY.roundTo : POLICY.roundTo * Math.round(count / POLICY.roundTo)
}
