import { STARTING_DEADLINES } from '@oh/casework'
import { STARTING_ESCALATION_SETTINGS } from '@oh/escalation'
import { findTrust } from '@oh/organisations'
import { membership, type ScopedTx } from '@oh/postgres'
import type { Occupation } from '../capacity/occupations.ts'
import { ohPost } from '../capacity/post.table.ts'
import { ohService, servedEmployer } from '../service/service.table.ts'
import { type SettingKind, type SettingValues, serviceSetting } from '../settings/setting.table.ts'
import { chosenFrom, idOf } from './days.ts'
import type { Seeding } from './seed-ask.ts'

const FROM = STARTING_DEADLINES.from

/** True when the service stands already: nothing is seeded twice. */
export async function isSeeded(tx: ScopedTx): Promise<boolean> {
  return (await tx.sql.select({ host: ohService.host }).from(ohService).limit(1)).length > 0
}

/** The service's profile and the employer it serves. */
export async function insertService(tx: ScopedTx, { spoke }: Seeding): Promise<void> {
  const { host, name } = spoke
  await tx.sql.insert(ohService).values({
    host,
    name: `${name} occupational health`,
    // 01632 960 is kept free for made-up numbers
    telephone: `01632 960${chosenFrom(ENDINGS, spoke.id)}`,
    openingHours: 'Monday to Friday, 8am to 5pm',
    updatedAt: tx.now,
  })
  await tx.sql.insert(servedEmployer).values({
    id: idOf(spoke.id, 'employer', host),
    employer: host,
    employerName: name,
    staffServed: findTrust(host)?.staffFte ?? 1_000,
    fromOn: FROM,
    toOn: null,
  })
}

/** Posts of a service of its size, centred on Table 1 of the 2021 survey; some are vacant. */
export async function insertPosts(tx: ScopedTx, { spoke }: Seeding): Promise<void> {
  const size = Math.max(0.4, (findTrust(spoke.host)?.staffFte ?? 7_000) / 7_000)
  const rows = (Object.entries(TYPICAL_POSTS) as [Occupation, number][]).map(([occupation, wte]) => {
    const funded = Math.round(wte * size * 5) * 20
    const vacant = chosenFrom([0, 0, 0, 20, 40], spoke.id, 'vacant', occupation)
    return {
      id: idOf(spoke.id, 'post', occupation),
      occupation,
      funded,
      inPost: Math.max(0, funded - vacant),
      fromOn: FROM,
      toOn: null,
    }
  })
  await tx.sql.insert(ohPost).values(rows.filter(({ funded }) => funded > 0))
}

/** Mean whole-time equivalents of a service. Source: Defining the value of accredited specialists, 2021, Table 1. */
const TYPICAL_POSTS: Readonly<Record<Occupation, number>> = {
  consultant: 0.83,
  'other-doctor': 0.6,
  'doctor-in-training': 0.46,
  'oh-nurse': 4.02,
  'general-nurse': 3.08,
  'mental-health-nurse': 0.38,
  technician: 0.89,
  physiotherapist: 1.06,
  psychologist: 1.83,
  manager: 0.91,
  administrator: 4.84,
  other: 0.88,
}

/** Who holds which role from the first day on. */
export async function insertMemberships(tx: ScopedTx, { spoke, people }: Seeding): Promise<void> {
  if (people.length === 0) return
  await tx.sql.insert(membership).values(
    people.map(({ person, name, role }) => ({
      id: idOf(spoke.id, 'membership', person, role),
      person,
      personName: name,
      role,
      scope: null,
      fromOn: FROM,
      toOn: null,
      grantedBy: 'seed',
      grantedAt: tx.now,
    })),
  )
}

/** The thresholds that the service begins with, as dated rows of its own. */
export async function insertSettings(tx: ScopedTx, { spoke }: Seeding): Promise<void> {
  const { from: _from, ...deadlines } = STARTING_DEADLINES
  const { from: _begins, ...escalation } = STARTING_ESCALATION_SETTINGS
  const row = (kind: SettingKind, values: SettingValues[SettingKind]) => ({
    id: idOf(spoke.id, 'setting', kind),
    kind,
    values,
    fromOn: FROM,
    toOn: null,
    setAt: tx.now,
    setBy: 'seed',
  })
  await tx.sql.insert(serviceSetting).values([row('deadlines', deadlines), row('escalation', escalation)])
}

const ENDINGS = Array.from({ length: 90 }, (_, at) => at + 110)
