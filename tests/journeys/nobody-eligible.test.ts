import { randomUUID } from 'node:crypto'
import { londonDateOf, type PersonId } from '@oh/kernel'
import { specialistId } from '@oh/pool'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { done } from '../network/acts.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { QK1, RWE } from '../network/people.ts'
import { specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const BOARD = `{ board(ics: "QK1", first: 10) { rows { offeredTo { fullName } late escalation { id state round }
  candidates { specialist { fullName } standing reasons { word sentence } } } } }`

let net: Network
let asha: Nurse
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
})
afterAll(() => net?.[Symbol.asyncDispose]())

async function board() {
  const { board: found } = await net.as(QK1.coordinator).get(BOARD)
  const [row] = found.rows
  const reasons: [string, string[]][] = row.candidates.map(
    (each: { specialist: { fullName: string }; reasons: { word: string }[] }) => [
      each.specialist.fullName,
      each.reasons.map(({ word }) => word),
    ],
  )
  return { state: row.escalation.state, offeredTo: row.offeredTo?.fullName, why: new Map(reasons) }
}

it('waits for somebody while both specialists with the skill are on leave, and asks one once the leave has ended', async () => {
  const pool = net.poolDatabase('QK1')
  const bell = specialistAt(net.as(QK1.bell), QK1.ics)
  const idOf = (person: string) => specialistId(net.plan.pools[0]?.memberId ?? expect.fail('no pool'), person as PersonId)
  const today = londonDateOf(net.clock.now())
  for (const person of [QK1.bell, QK1.rahmani])
    await pool.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
      values (${randomUUID()}, ${idOf(person)}, ${today}, ${today}::date + 3)`
  const { id: caseId } = await asha.readyCase('Quilla Featherstone', '77010')
  done(await asha.escalates(caseId, { category: 'mental-health' }), 'CaseEscalated')
  await net.settle()
  expect((await asha.sent(caseId)).state).toBe('nobody-eligible')
  expect((await asha.readCase(caseId, 'openTasks { kind }')).openTasks).toEqual([{ kind: 'escalation-not-placed' }])
  const waiting = await board()
  expect([waiting.state, waiting.offeredTo]).toEqual(['nobody-eligible', undefined])
  expect(waiting.why.get('Dr Harriet Bell')).toEqual(['away'])
  expect(waiting.why.get('Dr Arjun Sethi')).toEqual(['skill-missing'])
  expect([...waiting.why.values()].every((words) => words.length > 0)).toBe(true)
  net.clock.advance({ days: 2 })
  await net.settle()
  expect(await bell.offers()).toEqual([])
  net.clock.advance({ days: 2 })
  await net.settle()
  expect((await bell.offers()).map(({ escalation }) => escalation.state)).toEqual(['offered'])
  expect((await board()).offeredTo).toBe('Dr Harriet Bell')
  expect((await asha.sent(caseId)).state).toBe('offered')
  expect((await asha.readCase(caseId, 'openTasks { kind }')).openTasks).toEqual([])
})

it('asks nobody whom the worker objects to, and tells them nothing', async () => {
  const PEOPLE = '{ ics(code: "QK1") { pool { specialists { id fullName accredited } } } }'
  const { ics } = await net.as(RWE.nurse).get(PEOPLE)
  const known: { id: string; fullName: string }[] = ics.pool.specialists
  expect(known.map(({ fullName }) => fullName)).toEqual(expect.arrayContaining(['Dr Harriet Bell', 'Dr Arjun Sethi']))
  const { id: caseId } = await asha.readyCase('Odo Featherstone', '77011')
  const exclusions = known.map(({ id }) => ({ specialistId: id, why: 'objection' }))
  const { escalation } = done(await asha.escalates(caseId, { exclusions }), 'CaseEscalated')
  await net.settle()
  expect((await asha.sent(caseId)).state).toBe('nobody-eligible')
  for (const person of [QK1.bell, QK1.sethi, QK1.rahmani]) {
    const one = specialistAt(net.as(person), QK1.ics)
    expect(await one.offerOf(escalation.id)).toBeUndefined()
    const asked = await one.read({ spokeId: escalation.spokeId, id: escalation.id })
    const unknown = await one.read({ spokeId: escalation.spokeId, id: randomUUID() })
    expect(asked.text).toBe(unknown.text)
  }
})
