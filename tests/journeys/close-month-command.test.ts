import type { Month } from '@oh/kernel'
import { closeMonth } from '@oh/local'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { joins } from '../network/join.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const OCTOBER = '2026-10' as Month
/** Head of a service that joins in November. */
const NEWCOMER = { person: 'head-rha', name: 'Grace Achebe', trust: 'RHA' }
let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1', 'QT1'], rollup: { history: 1 } })
  await joins(net, NEWCOMER.trust)
}, 120_000)
afterAll(() => net?.[Symbol.asyncDispose]())

/** Closes the month as the command does, with the test's own settling in place of waiting; resolves to what it said. */
async function close(month: Month = OCTOBER, settles = true): Promise<string[]> {
  const said: string[] = []
  const people = (role: string) =>
    net.plan.personas
      .filter(({ membership }) => membership === role)
      .map(({ id, name, organisation }) => ({ person: id as string, name, trust: organisation }))
  const [first, second] = people('statistician')
  const [reader] = people('national-lead')
  if (!first || !second || !reader) throw new Error('nobody publishes')
  const pause = async () => {
    if (settles) await net.settle()
    return settles
  }
  const ask = (person: string, document: string, variables: Record<string, unknown>) => net.as(person).ask(document, variables)
  await closeMonth(
    {
      heads: [...people('head-of-service'), NEWCOMER],
      statisticians: [first, second],
      reader,
      ask: ask as never,
      pause,
      pauseLong: pause,
      say: (line) => void said.push(line),
    },
    month,
  )
  return said
}
const published = async () =>
  (await net.rollupDatabase().admin`select month from publication order by number`).map(({ month }) => month)

it('publishes nothing while a service has not been heard, and says what to do', async () => {
  await net.stopSpoke('RT5')
  await expect(close()).rejects.toThrow('Nothing was published.')
  await net.startSpoke('RT5')
  await expect(close(OCTOBER, false)).rejects.toThrow('the national figures have not answered yet')
  expect(await published()).toEqual(['2026-09'])
})

it('says what is wrong, and publishes nothing, when the register gives an employer to another service', async () => {
  const { admin } = net.spokeDatabase('RT5')
  await admin`insert into served_employer (id, employer, employer_name, staff_served, from_on)
    values (gen_random_uuid(), 'RWE', 'University Hospitals of Leicester NHS Trust', 17000, '2026-01-01')`
  await expect(close()).rejects.toThrow(
    /^RT5: refused by the national figures\. .*Have the register put right.* Nothing was published\.$/,
  )
  expect(await published()).toEqual(['2026-09'])
  await admin`delete from served_employer where employer = 'RWE'`
})

it('goes on where it stopped, and says plainly what happens', async () => {
  const said = await close()
  expect(said[0]).toBe('Closing October 2026.')
  expect(said).toEqual(
    expect.arrayContaining([
      'RWE: Ruth Pemberton has signed off these figures before.',
      'RT5: taken in by the national figures.',
    ]),
  )
  const { trust } = await net.as(NEWCOMER.person).get('{ trust(odsCode: "RHA") { name servedSince } }')
  expect(trust.servedSince).toMatch(/^2026-11-\d\d$/)
  const day = Number(trust.servedSince.slice(-2))
  expect(said).toContain(
    `RHA: ${trust.name} is served in the federation since ${day} November 2026 only, so October 2026 goes without it.`,
  )
  expect(said).toContain('Leonie Marchetti has published October 2026 as number 2.')
  expect(said.at(-1)).toMatch(/^England, new management referrals seen within 10 working days, October 2026: [\d,]+ of [\d,]+\.$/)
  expect(await published()).toEqual(['2026-09', '2026-10'])
})

it('says, run again, that it is published already', async () => {
  expect(await close()).toEqual(['October 2026 is published already, as number 2. A publication is never changed.'])
})

it('closes no month that is not over, and none that nobody was served in', async () => {
  await expect(close('2026-11' as Month)).rejects.toThrow('nothing to close')
  expect(await published()).toEqual(['2026-09', '2026-10'])
})
