import type { Instant, LondonDate, TrustCode } from '@oh/kernel'
import { expect, it } from 'vitest'
import { asOf, waitsOf } from './read-use.ts'
import type { Waited } from './use.reads.ts'

const today = '2026-03-31' as LondonDate
const some = (trust: string, many: number, inTime: number): Waited[] =>
  Array.from({ length: many }, (_, at) => ({
    trust: trust as TrustCode,
    receivedAt: '2026-03-02T09:00:00.000Z' as Instant,
    dueOn: '2026-03-16' as LondonDate,
    answeredAt: (at < inTime ? '2026-03-09T09:00:00.000Z' : '2026-03-20T09:00:00.000Z') as Instant,
  }))
const value = (of: number) => ({ value: of })
const confidential = { mark: 'c' }

it('rounds counts of people and says how evenly services fare', () => {
  const found = waitsOf([...some('RX1', 40, 20), ...some('RHA', 40, 20), ...some('RK5', 42, 21)], today)
  expect(found).toMatchObject({ decided: value(120), inTime: value(60), typicalWait: value(10), gini: 0 })
  expect(found.services[2]).toEqual({ trust: 'RX1', decided: value(40), inTime: value(20) })
})

it('marks a small service, and the total that would tell it', () => {
  const found = waitsOf([...some('RX1', 40, 20), ...some('RHA', 40, 20), ...some('RK5', 5, 2)], today)
  expect(found.services[1]).toEqual({ trust: 'RK5', decided: confidential, inTime: confidential })
  expect(found).toMatchObject({ decided: confidential, inTime: confidential, typicalWait: confidential, gini: undefined })
})

it('marks a part that leaves few over, or everybody', () => {
  for (const inTime of [2, 38, 40]) {
    const { services } = waitsOf(some('RX1', 40, inTime), today)
    expect(services).toEqual([{ trust: 'RX1', decided: value(40), inTime: confidential }])
  }
})

it('shows no total of two services, of which each could tell the other', () => {
  expect(waitsOf([...some('RX1', 40, 20), ...some('RHA', 40, 20)], today)).toMatchObject({
    decided: confidential,
    gini: undefined,
  })
})

it('counts what is late and not answered, and leaves out what is not due yet', () => {
  const open = some('RX1', 20, 0).map((one) => ({ ...one, answeredAt: null }))
  const notDue = some('RX1', 20, 0).map((one) => ({ ...one, answeredAt: null, dueOn: today }))
  const { services } = waitsOf([...some('RX1', 20, 20), ...open, ...notDue], today)
  expect(services).toEqual([{ trust: 'RX1', decided: value(40), inTime: value(20) }])
})

it('is the same all week: what was answered since the last whole week counts as open', () => {
  const waited = some('RX1', 2, 1)
  expect(asOf(waited, '2026-03-16T03:00:00.000Z' as Instant).map(({ answeredAt }) => answeredAt)).toEqual([
    '2026-03-09T09:00:00.000Z',
    null,
  ])
})
