import { randomUUID } from 'node:crypto'
import { QK1, RWE } from './people.ts'
import type { Network } from './start-network.ts'

/** One of each kind of caller, as they stand to the record of the journeys; in this order in every table of outcomes. */
export const CALLERS = [
  { who: RWE.worker, is: 'the worker' },
  { who: 'other-worker', is: 'another worker' },
  { who: RWE.manager, is: 'the referrer' },
  { who: 'other-manager', is: 'another referrer' },
  { who: RWE.nurse, is: 'a nurse of the service' },
  { who: RWE.physician, is: 'a physician of the service' },
  { who: RWE.administrator, is: 'an administrator of the service' },
  { who: 'head-of-service', is: 'the head of service' },
  { who: RWE.privacyOfficer, is: 'the privacy officer' },
  { who: QK1.bell, is: 'the specialist who accepted' },
  { who: QK1.sethi, is: 'another specialist of the pool' },
  { who: QK1.coordinator, is: 'the pool coordinator' },
  { who: 'ics-lead-qk1', is: 'the ICS lead' },
  { who: 'national-lead', is: 'the national lead' },
  { who: 'registrar', is: 'a registrar' },
  { who: 'nurse-rt5', is: 'a nurse of another service' },
  { who: 'nobody', is: 'somebody without any role' },
] as const

const GRANTED = [
  { person: 'other-worker', name: 'Ines Calloway', role: 'worker' },
  { person: 'other-manager', name: 'Olga Farrow', role: 'referrer' },
  { person: 'head-of-service', name: 'Ruth Pemberton', role: 'head-of-service' },
]

/** Gives the service the people that its seed does not have. */
export async function grantTheRest(net: Network): Promise<void> {
  const { admin } = net.spokeDatabase(RWE.trust)
  for (const { person, name, role } of GRANTED)
    await admin`insert into membership (id, person, person_name, role, from_on, granted_by)
      values (${randomUUID()}, ${person}, ${name}, ${role}, '2022-07-01', 'test')`
}

/** Ends every role of the person in one database as of today. */
export async function endRoles(
  database: { readonly admin: ReturnType<Network['spokeDatabase']>['admin'] },
  person: string,
  on: string,
) {
  await database.admin`update membership set to_on = ${on} where person = ${person}`
}
