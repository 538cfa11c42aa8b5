import { describe, expect, it } from 'vitest'
import { startFederation } from './shards/samples/federation.ts'
import { poolOf, spokeOf } from './shards/samples/rows.ts'

describe('probe', () => {
  it('x', async () => {
    await using net = await startFederation()
    const show = async (q: string, v?: Record<string, unknown>) => { const a = await net.ask(q, v); console.log(q, '\n', a.status, a.text.slice(0, 1500), net.callsSince()) }
    const P = poolOf('QT1').id
    await show('{ a: trust(odsCode: "RWE") { odsCode openCases } b: trust(odsCode: "RX1") { odsCode openCases wait { days } } }')
    await show('{ icsList { code trusts { odsCode name openCases } escalations(first: 8) { id content { question } worker { name } trust { odsCode name openCases } } } }')
    await show(`{ escalation(poolId: "${P}", id: "E1") { id status content { question } worker { name } } }`)
    await show(`{ escalation(poolId: "${P}", id: "E1") { id consentProof } }`)
    await show(`{ firstEscalation(spokeId: "${spokeOf('RX1').id}") { id status content { question } worker { name } } }`)
    await show(`mutation { declareNoConflict(input: { poolId: "${P}", id: "E2" }) { id content { question } worker { name } } }`)
    await show('mutation { a: note(trust: "RWE", text: "1") b: note(trust: "RX1", text: "2") c: note(trust: "RWE", text: "3") d: noteIn(input: {trustCode: "RWE", text: "4"}) }')
    console.log(net.written)
    await show('{ seesPerson ics(code: "QT1") { code refused broken } }')
    await net.server('RHA').stop()
    await show('{ escalations(ics: "QT1", first: 8) { id content { question } worker { name } trust { odsCode openCases } } }')
    await show('{ trust(odsCode: "R0X") { openCases } }')
    await show('{ trust(odsCode: "RX1") { openCass } }')
    await show('{ trust(odsCode: 5, x: 1) { openCases } trust(odsCode: 6) {y} }')
    await show('query($a: Int!) { escalations(ics: "QT1", first: $a) { id } }', {a: "x"})
    await show('{ trust { openCases } }')
    await show('{ trust(odsCode: "RX1") { refused slots { day room } } }')
    console.log(net.faults, net.warnings)
  })
})
