import { addMonths, instantOf, londonDateOf, monthOf } from '@oh/kernel'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrowser } from './find-browser.ts'
import { type LocalFederation, startLocalFederation } from './local-federation.ts'
import { signIn, type Visitor } from './visitor.ts'

const found = await findBrowser()
if ('sorry' in found) {
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(found.sorry)
  process.stdout.write(`${found.sorry}\n`)
}

const [WITH, WITHOUT] = [{ scripts: true, width: 1280 } as const, { scripts: false, width: 375 } as const]
const closed = addMonths(monthOf(londonDateOf(instantOf(Date.now()))), -1)
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
  new Date(`${closed}-01`),
)

describe.skipIf('sorry' in found)('a month is closed, in a browser', () => {
  let browser: Browser
  let federation: LocalFederation
  beforeAll(async () => {
    if ('browser' in found) browser = found.browser
    federation = await startLocalFederation('QK1')
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await federation?.[Symbol.asyncDispose]()
  }, 60_000)
  const as = (name: string, screen: typeof WITH | typeof WITHOUT) => signIn(browser, federation.console, name, screen)

  it.each([
    ['without JavaScript on a small screen', 'Ruth Pemberton', WITHOUT],
    ['with JavaScript on a large one', 'Aled Morris', WITH],
  ] as const)('a head of service signs it off %s', async (_is, name, screen) => {
    const head = await as(name, screen)
    await head.sees('Months')
    await head.follow(MONTH)
    await head.sees(MONTH)
    await shows(head, 'Nothing has left your service yet.')
    await head.press(`Sign off ${MONTH}`)
    await head.sees(MONTH)
    await becomes(head, 'taken in by the national figures')
    expect(await head.page.getByRole('button', { name: `Sign off ${MONTH}` }).count()).toBe(0)
    await head.leave()
  })

  it('the statistician sees that both have come in, is asked once more, and publishes', async () => {
    const hamish = await as('Hamish Orr', WITH)
    await hamish.sees('Publications')
    for (const trust of ['University Hospitals of Leicester NHS Trust', 'Leicestershire Partnership NHS Trust'])
      await hamish.page.getByRole('rowheader', { name: trust }).waitFor()
    await hamish.follow(`Publish ${MONTH}`)
    await hamish.sees(`Publish ${MONTH}?`)
    await shows(hamish, 'A publication is never changed.')
    await hamish.press(`Publish ${MONTH}`)
    await hamish.sees('Publications')
    await shows(hamish, 'The month is published.')
    await hamish.leave()
  })

  it('and the head of service reads in which publication the figures stand', async () => {
    const ruth = await as('Ruth Pemberton', WITHOUT)
    await ruth.follow(MONTH)
    await becomes(ruth, 'This month is closed.')
    await ruth.sees(MONTH)
    await ruth.leave()
  })
})

async function shows({ page }: Visitor, words: string): Promise<void> {
  await page.getByText(words).first().waitFor()
}

/** Messages travel by themselves: the page says so when it is opened again. */
async function becomes({ page }: Visitor, words: string): Promise<void> {
  const isThere = async () => {
    await page.reload()
    return page.locator('main').innerText()
  }
  await expect.poll(isThere, { timeout: 60_000, interval: 500 }).toContain(words)
}
