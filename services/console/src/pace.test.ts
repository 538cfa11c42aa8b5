import { expect, it } from 'vitest'
import { startTestConsole } from './testing/start-test-console.tsx'

const asha = { sub: 'nurse-rx1', name: 'Asha Mistry', organisation: 'RX1' }
const ben = { sub: 'nurse-rk5', name: 'Ben Okafor', organisation: 'RK5' }

it('one person who asks for too many pages at once is told to wait, in words, and others are served', async () => {
  const time = { ms: 0 }
  await using console = await startTestConsole({ pace: { perSecond: 1, burst: 5, now: () => time.ms } })
  const browser = await console.signedIn(asha)
  const statuses = []
  for (let at = 0; at < 6; at += 1) statuses.push((await browser.open('/worklist')).status)
  expect(statuses.at(0)).toBe(200)
  expect(statuses.at(-1)).toBe(429)
  expect(await browser.open('/worklist')).toMatchObject({ status: 429, heading: 'Too many requests' })
  expect((await browser.send('/worklist')).headers.get('retry-after')).toBe('1')
  expect((await (await console.signedIn(ben)).open('/worklist')).status).toBe(200)
  time.ms = 1_000
  expect((await browser.open('/worklist')).status).toBe(200)
})

it('an address whose id can be nobody’s is a page that is not there', async () => {
  await using console = await startTestConsole()
  const browser = await console.signedIn(asha)
  expect((await browser.open('/things/0b9f6a1e-5a55-4c0e-9d6e-0a6b7f1c2d3e')).status).toBe(200)
  for (const id of ['1', 'c1', '0b9f6a1e-5a55-4c0e-9d6e-0a6b7f1c2d3ex'])
    expect((await browser.open(`/things/${id}`)).status).toBe(404)
})
