import { afterAll, beforeAll, expect, it } from 'vitest'
import { done } from '../network/acts.ts'
import { verifiedChain } from '../network/chains.ts'
import { dumpOf, foundIn } from '../network/leaks.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { EVERY_WORD, PLANTED, QK1, RWE } from '../network/people.ts'
import { specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

let net: Network
let asha: Nurse
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
})
afterAll(() => net?.[Symbol.asyncDispose]())

const escalated: { caseId: string; id: string; spokeId: string }[] = []
async function escalate(fullName: string, staffNumber: string): Promise<string> {
  const { id: caseId } = await asha.readyCase(fullName, staffNumber)
  const { escalation, case: moved } = done(await asha.escalates(caseId), 'CaseEscalated')
  expect([moved.state, escalation.state]).toEqual(['escalated', 'sent'])
  escalated.push({ caseId, id: escalation.id, spokeId: escalation.spokeId })
  return caseId
}
const waiting = () => net.spokeDatabase('RWE').admin`
  select name, state from outbox_message where state <> 'acknowledged' order by occurred_at, seq`

it('lets the nurse work on and escalate while the pool is stopped, and keeps everything that was said', async () => {
  await net.stopPool('QK1')
  for (let minutes = 0; minutes < 60; minutes += 20) {
    const caseId = await escalate(`Quilla Featherstone${'abc'.charAt(minutes / 20)}`, `7702${minutes}`)
    await asha.writes(caseId, `Rang the ward. ${PLANTED.note}`)
    await net.settle()
    net.clock.advance({ minutes: 20 })
  }
  const [first] = escalated
  done(await asha.withdraws(first?.caseId ?? ''), 'ConsentWithdrawn')
  await net.settle()
  expect((await waiting()).map(({ name, state }) => `${name} ${state}`)).toEqual([
    'case-escalated.v1 waiting',
    'case-escalated.v1 waiting',
    'case-escalated.v1 waiting',
    'consent-withdrawn.v1 waiting',
  ])
  expect(foundIn(await dumpOf(net.spokeDatabase('RWE')), EVERY_WORD)).toEqual([])
})

it('tells the nurse of the pool’s absence with one coded error and answers the rest', async () => {
  const WHO = '{ ics(code: "QK1") { name pool { specialists { fullName } } trusts { odsCode service { name } } } }'
  const answer = await net.as(RWE.nurse).ask(WHO)
  expect(answer.data.ics).toMatchObject({ name: expect.any(String), pool: null })
  const codes = answer.errors.map(({ extensions }) => [extensions?.code, extensions?.ics ?? extensions?.trust])
  expect(codes).toContainEqual(['POOL_UNAVAILABLE', 'QK1'])
  expect(answer.data.ics.trusts).toContainEqual({
    odsCode: 'RWE',
    service: expect.objectContaining({ name: expect.any(String) }),
  })
})

it('delivers everything once and in order when the pool is back, and the thread goes on', async () => {
  await net.startPool('QK1')
  net.clock.advance({ minutes: 5 })
  await net.settle()
  expect(await waiting()).toEqual([])
  const pool = net.poolDatabase('QK1')
  const receipts = await pool.admin`select subject, array_agg(name order by seq) as names, array_agg(seq order by seq) as seqs,
    array_agg(distinct outcome) as outcomes from inbox_receipt group by subject`
  expect(new Map(receipts.map(({ subject, names, seqs, outcomes }) => [subject, { names, seqs, outcomes }]))).toEqual(
    new Map(
      escalated.map(({ id }, at) => [
        id,
        at === 0
          ? { names: ['case-escalated.v1', 'consent-withdrawn.v1'], seqs: [1, 2], outcomes: ['taken-in'] }
          : { names: ['case-escalated.v1'], seqs: [1], outcomes: ['taken-in'] },
      ]),
    ),
  )
  const states = await Promise.all(escalated.map(async ({ caseId }) => (await asha.sent(caseId)).state))
  expect(states).toEqual(['withdrawn', 'offered', 'offered'])
  const all = [QK1.bell, QK1.sethi].map((person) => specialistAt(net.as(person), QK1.ics))
  const offered = (await Promise.all(all.map((one) => one.offers()))).flat().map(({ escalation }) => escalation.id)
  expect(offered.sort()).toEqual(
    escalated
      .slice(1)
      .map(({ id }) => id)
      .sort(),
  )
})

it('has answered whatever was escalated in the meantime, and every chain is whole', async () => {
  for (const person of [QK1.bell, QK1.sethi]) {
    const one = specialistAt(net.as(person), QK1.ics)
    for (const { id, escalation } of await one.offers()) {
      done(await one.accepts(id), 'OfferAccepted')
      await net.settle()
      const key = { spokeId: escalation.spokeId, id: escalation.id }
      done(await one.declares(key, false), 'ConflictDeclared')
      done(await one.answers(key), 'OpinionGiven')
    }
  }
  await net.settle()
  const states = await Promise.all(escalated.map(async ({ caseId }) => (await asha.sent(caseId)).state))
  expect(states).toEqual(['withdrawn', 'answered', 'answered'])
  for (const [holder, database] of [
    [net.spokeId('RWE'), net.spokeDatabase('RWE')],
    [net.poolId('QK1'), net.poolDatabase('QK1')],
  ] as const)
    expect(await verifiedChain(net, holder, database)).toMatchObject({ breaks: [], overdue: 0 })
})
