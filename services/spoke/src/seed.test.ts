import { asMemberId, type LondonDate, type PersonId } from '@oh/kernel'
import { expect, it } from 'vitest'
import { type SeedAsk, seedSpoke } from './seed.ts'
import { ask } from './testing/ask.ts'
import { HERE, type TestSpoke, testSpoke } from './testing/test-spoke.ts'

const someone = (person: string, name: string, role: SeedAsk['people'][number]['role']) => ({
  person: person as PersonId,
  name,
  role,
})
const PEOPLE = [
  someone('nurse-rwe', 'Asha Mistry', 'oh-nurse'),
  someone('nurse-2-rwe', 'Callum Doyle', 'oh-nurse'),
  someone('administrator-rwe', 'Janet Whitlock', 'oh-administrator'),
  someone('manager-rwe', 'Gareth Pryce', 'referrer'),
  someone('worker-rwe', 'Marta Nowak', 'worker'),
]
const asked = (people: SeedAsk['people'], today: string): SeedAsk => ({
  spoke: { id: HERE.spokeId, host: HERE.trust, name: 'University Hospitals of Leicester NHS Trust' },
  people,
  today: today as LondonDate,
})
const LIST = `{ worklist(trust: "RWE", show: open, first: 50) { rows { reference state lateBy nextDueOn
  id assignment { jobTitle } referral { reasonTitle } } } }`
const ONE = 'query ($id: ID!) { case(trust: "RWE", id: $id) { absentSince allowedActions } }'
async function dump(test: TestSpoke): Promise<string> {
  const { admin } = test.database
  const rows = await Promise.all([
    admin`select id, full_name, born_on::text, staff_number from worker order by id`,
    admin`select id, source, state, received_on::text from referral order by id`,
    admin`select id, reference, state, version, next_due_on::text from "case" order by id`,
    admin`select id, starts_at::text, clinician from clinic_slot order by id`,
  ])
  return JSON.stringify(rows)
}

it('gives a small believable service, the complex case first on the list and ready to escalate', async () => {
  await using test = await testSpoke()
  await seedSpoke(test.spoke.db, test.spoke.keyring, asked(PEOPLE, '2026-11-23'))
  const { data, errors } = await ask(test.spoke, 'nurse-rwe', LIST)
  expect(errors).toEqual([])
  const { rows } = data.worklist
  expect(rows[0]).toMatchObject({ state: 'in-progress', lateBy: 5 })
  expect(rows[0].assignment.jobTitle).toBe('Operating department practitioner')
  const first = await ask(test.spoke, 'nurse-rwe', ONE, { id: rows[0].id })
  expect(first.data.case).toMatchObject({ absentSince: '2026-08-24', allowedActions: expect.arrayContaining(['escalate-case']) })
  expect(rows).toHaveLength(8)
  expect(new Set(rows.map(({ state }: { state: string }) => state))).toEqual(
    new Set(['in-progress', 'awaiting-appointment', 'booked']),
  )
  const { admin } = test.database
  const states = await admin`select state, count(*)::int from referral group by state order by state`
  expect(states).toMatchObject([
    { state: 'accepted', count: 10 },
    { state: 'received', count: 3 },
    { state: 'sent-back', count: 1 },
  ])
  const groups = await admin`select distinct coalesce(staff_group, 'not-recorded') as id from assignment order by id`
  expect(groups.map(({ id }) => id)).toEqual([
    'clinical-support',
    'doctors',
    'infrastructure-support',
    'midwives',
    'not-recorded',
    'nurses',
    'scientific-therapeutic-technical',
  ])
  expect(Number((await admin`select count(*) from clinic_slot where starts_at > '2026-11-24'`)[0]?.count)).toBe(150)
})

it('has every appointment that was kept written up by the clinician who held it', async () => {
  await using test = await testSpoke()
  await seedSpoke(test.spoke.db, test.spoke.keyring, asked(PEOPLE, '2026-11-23'))
  const held = await test.database.admin<{ clinician: string; author: string }[]>`
    select slot.clinician, note.author from appointment join clinic_slot slot on slot.id = appointment.slot_id
    join note on note.case_id = appointment.case_id and note.written_at::date = slot.starts_at::date
    where appointment.state <> 'booked'`
  expect(held.map(({ clinician }) => clinician)).toEqual(held.map(({ author }) => author))
  expect(new Set(held.map(({ author }) => author))).toEqual(new Set(['nurse-rwe', 'nurse-2-rwe']))
})

it('links the worker who signs in to a case, whose manager made the referral and sees no self-referral', async () => {
  await using test = await testSpoke()
  await seedSpoke(test.spoke.db, test.spoke.keyring, asked(PEOPLE, '2026-11-23'))
  const mine = '{ myReferrals(trust: "RWE", first: 50) { rows { source worker { fullName } case { id stateTitle } } } }'
  const { data } = await ask(test.spoke, 'manager-rwe', mine)
  expect(data.myReferrals.rows.some(({ source }: { source: string }) => source === 'self')).toBe(false)
  const own = data.myReferrals.rows.find(({ worker }: { worker: { fullName: string } }) => worker.fullName === 'Marta Nowak')
  expect(own.case.stateTitle).toBe('Appointment booked')
  const read = 'query ($id: ID!) { case(trust: "RWE", id: $id) { bookedAppointment { startsAt } } }'
  const seen = await ask(test.spoke, 'worker-rwe', read, { id: own.case.id })
  expect(seen.data.case.bookedAppointment.startsAt > '2026-11-23').toBe(true)
})

it.each(['2026-11-23', '2026-11-22', '2027-01-02', '2026-07-15', '2026-04-06'])(
  'is the same for the same day, and does nothing the second time: %s',
  async (today) => {
    const dumps = []
    for (const _run of [1, 2]) {
      await using test = await testSpoke()
      test.clock.set(`${today}T09:42:00Z`)
      await seedSpoke(test.spoke.db, test.spoke.keyring, asked(PEOPLE, today))
      dumps.push(await dump(test))
      await seedSpoke(test.spoke.db, test.spoke.keyring, asked(PEOPLE, today))
      dumps.push(await dump(test))
      const { data } = await ask(test.spoke, 'nurse-rwe', LIST)
      expect(data.worklist.rows[0].assignment.jobTitle).toBe('Operating department practitioner')
    }
    expect(new Set(dumps).size).toBe(1)
  },
)

it('works for a service with a single nurse and nobody else', async () => {
  await using test = await testSpoke()
  await seedSpoke(test.spoke.db, test.spoke.keyring, asked(PEOPLE.slice(0, 1), '2026-11-23'))
  const { data } = await ask(test.spoke, 'nurse-rwe', LIST)
  expect(data.worklist.rows).toHaveLength(8)
  expect(asMemberId(HERE.spokeId)).toBe(HERE.spokeId)
})
