import { addMonths, instantOf, londonDateOf, monthOf } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import { beforeAll, expect, it } from 'vitest'
import { figuresOfDownload, figuresOfPage, isRounded, numbersIn } from './figures-read.ts'
import { BY_MONTH, faultsOf, OF_PEOPLE, type PlantedCounts, plantCounts, SYSTEMS } from './planted-counts.ts'
import { type Answer, readAs } from './reader.ts'
import { type Stage, signInOn } from './stage.ts'
import type { Visitor } from './visitor.ts'

/** Nobody there is anything that nobody in Leicester is. */
const OF_NOTTINGHAM = /-(qt1|rha|rk5|rx1|rx9)$/
const LEADS: readonly string[] = ['ics-lead-qk1', 'national-lead', 'statistician', 'statistician-2']
/** A month of England is weighed while the whole federation and a browser run beside it. */
const PREPARED_WITHIN_MS = 300_000
const [WITH, WITHOUT] = [{ scripts: true, width: 1280 } as const, { scripts: false, width: 375 } as const]
const closed = addMonths(monthOf(londonDateOf(instantOf(Date.now()))), -1)
const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
  new Date(`${closed}-01`),
)

/** From the head of service who signs a month off to what everybody reads of it once it is published. */
export function aMonthIsClosed(stage: Stage): void {
  let planted: PlantedCounts
  beforeAll(async () => {
    planted = await plantCounts(await stage.federation().databaseUrl('rollup'), closed)
  }, 180_000)
  const as = (name: string, screen: typeof WITH | typeof WITHOUT) => signInOn(stage, name, screen)

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

  it('one statistician sees that both have come in, has the month prepared, and cannot publish it', async () => {
    const hamish = await as('Hamish Orr', WITHOUT)
    await hamish.sees('Publications')
    for (const trust of ['University Hospitals of Leicester NHS Trust', 'Leicestershire Partnership NHS Trust'])
      await hamish.page.getByRole('rowheader', { name: trust }).waitFor()
    await hamish.press(`Prepare ${MONTH}`)
    await hamish.sees('Publications')
    await shows(hamish, 'The figures are being prepared.')
    await becomes(hamish, `You have prepared ${MONTH}.`, PREPARED_WITHIN_MS)
    expect(
      await hamish.page
        .locator('main a')
        .filter({ hasText: `Publish ${MONTH}` })
        .count(),
    ).toBe(0)
    await hamish.follow('See what is shown and hidden in it')
    await hamish.sees(`Preparation of ${MONTH}`)
    await shows(hamish, 'A second statistician looks at it and publishes it.')
    await hamish.leave()
  })

  it('a second one looks at what is hidden and why, is asked once more, and publishes', async () => {
    const leonie = await as('Leonie Marchetti', WITH)
    await leonie.follow('See what is shown and hidden in it')
    await leonie.sees(`Preparation of ${MONTH}`)
    await leonie.follow('Management referrals still waiting')
    await leonie.sees('Management referrals still waiting, for more than 10 working days')
    await shows(leonie, 'Primary: by a rule about the figure itself')
    await leonie.follow('Regions')
    await leonie.sees('Management referrals still waiting, for more than 10 working days')
    await leonie.follow('Preparation of')
    await leonie.follow(`Publish ${MONTH}`)
    await leonie.sees(`Publish ${MONTH}?`)
    await shows(leonie, 'A publication is never changed.')
    await leonie.press(`Publish ${MONTH}`)
    await leonie.sees('Publications')
    await shows(leonie, 'The month is published.')
    await leonie.leave()
  })

  it('what it takes to withdraw is said before anything is withdrawn', async () => {
    const leonie = await as('Leonie Marchetti', WITHOUT)
    await leonie.follow('Withdraw')
    await leonie.sees(/Withdraw publication \d+$/)
    await leonie.press('Continue')
    await leonie.page.getByRole('alert').getByText('Choose why the publication is withdrawn.').waitFor()
    await leonie.sees(/Withdraw publication \d+$/)
    await leonie.page.getByLabel('It was published by mistake').check()
    await leonie.press('Continue')
    await leonie.sees(/Ask for publication \d+ to be withdrawn\?$/)
    await shows(leonie, 'It takes two')
    await leonie.follow('Not now')
    await leonie.sees('Publications')
    await leonie.follow('What can be published, and how much of it is confidential')
    await leonie.sees('What is published, and how it is protected')
    await leonie.leave()
  })

  it('and the head of service reads in which publication the figures stand', async () => {
    const ruth = await as('Ruth Pemberton', WITHOUT)
    await ruth.follow(MONTH)
    await becomes(ruth, 'Your figures stand in publication')
    await ruth.sees(MONTH)
    await ruth.leave()
  })

  it.each(LEADS)('the %s is shown systems only rounded, and none of which a count is small', async (who) => {
    await using reader = await readAs(stage.federation().console, who)
    const shown: string[] = []
    for (const { id: measure } of OF_PEOPLE) {
      const { page, comparison, downloads, own } = figureAddresses(measure)
      const answers = await reader.open([page, own, ...downloads])
      for (const [address, answer] of answers) {
        expect([address, answer.status, exactIn(answer)]).toEqual([address, 200, []])
        const figures = figuresOfDownload(answer)
        expect([address, figures.length > 0]).toEqual([address, downloads.includes(address)])
        expect([address, figures.filter((figure) => !isRounded(figure))]).toEqual([address, []])
      }
      if (!BY_MONTH.includes(measure)) continue
      for (const address of [page, ...downloads]) {
        const answer = answers.get(address)
        const figures = address === page ? figuresOfPage(answer) : figuresOfDownload(answer, closed)
        const ofSystems = figures.filter(({ area }) => SYSTEMS.includes(area))
        const all = ofSystems.map(({ area }) => area).toSorted()
        if (address === page || address === comparison) expect([address, all]).toEqual([address, SYSTEMS.toSorted()])
        const faults = ofSystems.flatMap((figure) => faultsOf(figure, planted.exactOf(measure, figure.area)))
        expect([address, faults]).toEqual([address, []])
        shown.push(...ofSystems.flatMap(({ numerator, denominator }) => [numerator, denominator]))
      }
    }
    expect(shown.filter((word) => word === '[c]').length).toBeGreaterThan(100)
    expect(shown.filter((word) => Number(word) > 9_999).length).toBeGreaterThan(100)
  })

  it('no page gives an exact count away to anybody, and those who lead nothing find no figure at all', async () => {
    const everybody = stage
      .federation()
      .personas.map(({ id }) => id)
      .filter((id) => !OF_NOTTINGHAM.test(id))
    expect(everybody).toEqual(expect.arrayContaining([...LEADS]))
    for (const [at, who] of everybody.entries()) {
      await using reader = await readAs(stage.federation().console, who)
      expect([who, reader.menu]).not.toEqual([who, []])
      const answers = await reader.open([...reader.menu, '/months', `/months/${closed}`, '/publications'])
      for (const [address, answer] of answers) {
        const expected = reader.menu.includes(address) ? [200] : [200, 404]
        expect(expected, `what ${who} was answered at ${address}`).toContain(answer.status)
        expect([who, address, exactIn(answer)]).toEqual([who, address, []])
      }
      if (LEADS.includes(who)) continue
      // whoever may read one measure may read all: each tries one, in turn
      const { id: measure } = OF_PEOPLE[at % OF_PEOPLE.length] as (typeof OF_PEOPLE)[number]
      const { page, downloads, own } = figureAddresses(measure)
      for (const [address, answer] of await reader.open([page, own, ...downloads]))
        expect([who, address, answer.status, exactIn(answer)]).toEqual([who, address, 404, []])
    }
  })

  const exactIn = (answer: Answer) => numbersIn(answer).filter((word) => planted.exactWords.has(word))
}

/** Every way to the published figures of a measure: of all systems, of England, of the own system and of another. */
function figureAddresses(measure: MeasureId) {
  const other = SYSTEMS[OF_PEOPLE.findIndex(({ id }) => id === measure)]
  const comparison = `/national/figures.csv?measure=${measure}`
  const series = ['ENG', 'QK1', other].map((area) => `/national/series.csv?measure=${measure}&area=${area}`)
  const page = `/national?measure=${measure}&ics=${other}`
  return { page, comparison, downloads: [comparison, ...series], own: `/ics/QK1?measure=${measure}` }
}

async function shows({ page }: Visitor, words: string): Promise<void> {
  await page.getByText(words).first().waitFor()
}

/** Messages travel by themselves: the page says so when it is opened again. */
async function becomes({ page }: Visitor, words: string, withinMs = 60_000): Promise<void> {
  const isThere = async () => {
    await page.reload()
    return page.locator('main').innerText()
  }
  await expect.poll(isThere, { timeout: withinMs, interval: 500 }).toContain(words)
}
