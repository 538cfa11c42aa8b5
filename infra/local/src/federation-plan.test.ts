import type { IcsCode, LondonDate, SpokeId, TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { databasesOf, planFederation, portsOf } from './federation-plan.ts'
import { PlainFault } from './plain-fault.ts'

const ics = (...codes: string[]) => codes as IcsCode[]
const ask = { ics: ics('QK1', 'QT1'), enrolled: [], portBase: 3000, today: '2026-11-21' as LondonDate }

describe('planFederation', () => {
  it('plans six spokes and two pools on the documented ports', () => {
    expect(portsOf(planFederation(ask)).map(({ name, port }) => `${port} ${name}`)).toEqual([
      '3000 console',
      '3001 gateway',
      '3002 identity',
      '3003 rollup',
      '3010 pool QK1',
      '3011 pool QT1',
      '3020 spoke RWE',
      '3021 spoke RT5',
      '3022 spoke RHA',
      '3023 spoke RK5',
      '3024 spoke RX1',
      '3025 spoke RX9',
    ])
  })

  it('gives every member the same id each time, and no id twice', () => {
    const ids = (plan: ReturnType<typeof planFederation>) => [...plan.pools, ...plan.spokes].map(({ memberId }) => memberId)
    expect(ids(planFederation(ask))).toEqual(ids(planFederation({ ...ask, portBase: 4000 })))
    expect(new Set(ids(planFederation(ask))).size).toBe(8)
    for (const id of ids(planFederation(ask))) expect(id).toMatch(/^(spoke|pool)-[0-9a-f]{12}$/)
  })

  it('sends the escalations of each spoke to the pool of its ICS', () => {
    const { pools, spokes } = planFederation(ask)
    for (const spoke of spokes) expect(pools.find(({ memberId }) => memberId === spoke.pool)?.ics).toBe(spoke.ics)
  })

  it('gives each spoke, each pool, the rollup, the directory and console sign-ins one database', () => {
    const names = databasesOf(planFederation(ask)).map(({ name }) => name)
    expect(names).toHaveLength(11)
    expect(new Set(names).size).toBe(11)
  })

  it('takes all trusts of an ICS that is not in the default federation', () => {
    const { spokes } = planFederation({ ...ask, ics: ics('QJM') })
    expect(spokes.length).toBeGreaterThan(1)
    expect(spokes.every((spoke) => spoke.ics === 'QJM')).toBe(true)
  })

  it('keeps the ports of pools and spokes apart with more than ten ICSs', () => {
    const many = ics('QK1', 'QT1', 'QJM', 'QJ2', 'QPM', 'QOC', 'QGH', 'QUA', 'QHL', 'QWU', 'QOP', 'QYG')
    const ports = portsOf(planFederation({ ...ask, ics: many })).map(({ port }) => port)
    expect(new Set(ports).size).toBe(ports.length)
  })

  it('adds an enrolled trust after the others, under the id the directory gave it, with a pool of its region', () => {
    const enrolled = [{ trust: 'RTG' as TrustCode, memberId: 'spoke-0123456789ab' as SpokeId }]
    const plan = planFederation({ ...ask, enrolled })
    expect(plan.spokes.at(-1)).toMatchObject({
      trusts: ['RTG'],
      memberId: 'spoke-0123456789ab',
      port: 3026,
      pool: plan.pools[0]?.memberId,
    })
    expect(plan.spokes.slice(0, -1)).toEqual(planFederation(ask).spokes)
  })

  it('refuses an unknown ICS, an unknown trust and a trust that is there already, in one sentence', () => {
    const enrol = (trust: string) => ({
      ...ask,
      enrolled: [{ trust: trust as TrustCode, memberId: 'spoke-0123456789ab' as SpokeId }],
    })
    expect(() => planFederation({ ...ask, ics: ics('QQQ') })).toThrow(PlainFault)
    expect(() => planFederation(enrol('ZZZ'))).toThrow('There is no NHS trust with the code "ZZZ"')
    expect(() => planFederation(enrol('RWE'))).toThrow('is in the federation already')
  })

  it('refuses a port base that leaves too few ports', () => {
    expect(() => planFederation({ ...ask, portBase: 65_520 })).toThrow('OH_PORT_BASE')
  })
})
