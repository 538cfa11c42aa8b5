import { expect, it } from 'vitest'
import { type Stage, signInOn } from './stage.ts'
import type { Visitor } from './visitor.ts'

const SYSTEM = 'Leicester, Leicestershire and Rutland'
const TITLE = 'New management referrals seen within 10 working days'
const [WITH, WITHOUT] = [{ scripts: true, width: 1280 } as const, { scripts: false, width: 375 } as const]

/** The live picture of a region and the comparison of the nation, for whoever leads them. */
export function leadsCanSee(stage: Stage): void {
  const as = (name: string, screen: typeof WITH | typeof WITHOUT) => signInOn(stage, name, screen)

  it('with JavaScript a trust that answers late is announced, and its figures come when the reader asks', async () => {
    const lead = await as('Femi Okafor', WITH)
    const { page, sees, follow } = lead
    await shows(lead, '2 of 2 trusts answered.')
    await sees(SYSTEM)
    const spoke = stage.federation().processOf('spoke RT5')
    process.kill(spoke, 'SIGSTOP')
    try {
      await shows(lead, '1 of 2 trusts answered.')
      await sees(SYSTEM)
      await page.getByRole('status').getByText('Still asking').waitFor()
    } finally {
      process.kill(spoke, 'SIGCONT')
    }
    await page.getByRole('status').getByText('(RT5) has answered.').waitFor({ timeout: 40_000 })
    expect(await page.locator('tr', { hasText: '(RT5)' }).first().innerText()).toContain('No figures')
    await sees(SYSTEM)
    await follow('Show its figures')
    await shows(lead, '2 of 2 trusts answered.')
    await lead.leave()
  })

  it('without JavaScript the page of a system answers with a dead service on it, and heals when that returns', async () => {
    const lead = await as('Femi Okafor', WITHOUT)
    await shows(lead, '2 of 2 trusts answered.')
    process.kill(stage.federation().processOf('spoke RT5'), 'SIGKILL')
    await lead.page.reload()
    await lead.sees(SYSTEM)
    const row = await lead.page.locator('tr', { hasText: '(RT5)' }).first().innerText()
    expect(row).toContain('No figures')
    expect(row).toContain('[x]')
    expect(await lead.page.locator('main').innerText()).toContain('missing here, and are not zero')
    await shows(lead, '2 of 2 trusts answered.')
    await lead.leave()
  })

  it.each([
    ['with JavaScript, at 1280 px', WITH],
    ['without JavaScript, at 375 px', WITHOUT],
  ])('the national lead compares, chooses, sorts and downloads, %s', async (_name, screen) => {
    const lead = await as('Patrick Osei', screen)
    const { page, sees, press, follow } = lead
    await sees(TITLE)
    const main = page.locator('main')
    expect(await main.innerText()).toMatch(/(Of|None of) the \d+ integrated care systems with a published figure/)
    expect(await main.innerText()).toContain('These figures are made up (synthetic).')
    expect(await smallestText(lead)).toBeGreaterThanOrEqual(12)
    await page.getByLabel('One system over time').selectOption('QYG')
    await press('Show')
    await page.getByRole('heading', { name: 'Cheshire and Merseyside over time' }).waitFor()
    await follow('Denominator')
    await page.locator('th[aria-sort="ascending"]', { hasText: 'Denominator' }).waitFor()
    await sees(TITLE)
    const csv = await page.request.get(`${stage.federation().console}/national/figures.csv`)
    expect(csv.headers()).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' })
    expect((await csv.text()).split('\r\n')).toHaveLength(1 + 1 + 7 + 42 + 1)
    await page.goto(`${stage.federation().console}/national?measure=league`)
    await sees('There is no such measure')
    await page.goto(`${stage.federation().console}/ics/QK1`)
    await sees(SYSTEM)
    expect(await main.innerText()).toContain('shown to whoever leads this system')
    await lead.leave()
  })

  it('the stream of late answers is for whoever leads the system, signed in, and nobody else', async () => {
    const stream = `${stage.federation().console}/ics/QK1/live?wait=RT5`
    expect((await fetch(stream, { headers: { 'sec-fetch-dest': 'empty' } })).status).toBe(401)
    const national = await as('Patrick Osei', WITHOUT)
    expect((await national.page.request.get(stream)).status()).toBe(404)
    await national.leave()
  })
}

/** On a busy machine an answer may miss its second and a half: the page is opened anew until it says so, or the test's time is over. */
async function shows({ page }: Visitor, words: string): Promise<void> {
  while (!(await page.locator('main').innerText()).includes(words)) await page.reload()
}

/** Height in pixels of the smallest letters in any drawing that is seen. */
function smallestText({ page }: Visitor): Promise<number> {
  return page.locator('.oh-chart__drawing svg:visible').evaluateAll((drawings) =>
    Math.min(
      ...drawings.map((drawing) => {
        const scale = drawing.getBoundingClientRect().width / Number(drawing.getAttribute('width'))
        return Number(drawing.getAttribute('font-size')) * scale
      }),
    ),
  )
}
