import { beforeAll, expect, it } from 'vitest'
import { type Stage, signInOn } from './stage.ts'
import { escalate, openComplexCase, recordConsent } from './thread.ts'
import type { Visitor } from './visitor.ts'

const COORDINATOR = 'Moira Lennox'
const DAY_MS = 86_400_000

/** A bad Monday of whoever coordinates a pool, from the pages alone. What is changed on the way is put back. */
export function coordinatorHasABadMonday(stage: Stage): void {
  const as = (name: string, screen: Parameters<typeof signInOn>[2]) => signInOn(stage, name, screen)

  beforeAll(async () => {
    const nurse = await as('Blessing Adeyemi', { scripts: true, width: 1280 })
    await openComplexCase(nurse)
    await recordConsent(nurse)
    await escalate(nurse)
    await nurse.leave()
  }, 300_000)

  it.each([
    ['with JavaScript, at 1280 px', { scripts: true, width: 1280 }],
    ['without JavaScript, at 375 px', { scripts: false, width: 375 }],
  ] as const)('from the board to what could be different, %s', async (_name, screen) => {
    const coordinator = await as(COORDINATOR, screen)
    const { pseudonym, asked } = await readWhy(coordinator)
    await enterLeave(coordinator, asked)
    await seeItTakenBack(coordinator, pseudonym, asked)
    await cancelLeave(coordinator, asked)
    await refuseThirteenPas(coordinator, asked)
    await switchPolicyOnAndBack(coordinator)
    await askWhatIf(coordinator)
    await coordinator.leave()
  })
}

/** The case that was just sent: on offer to somebody, with what happened and why nobody else was asked. */
async function readWhy(coordinator: Visitor): Promise<{ pseudonym: string; asked: string }> {
  const { page, sees, press, follow } = coordinator
  await page.getByLabel('Where it is').selectOption('offered')
  await press('Show')
  const row = page.locator('.oh-board__row', { hasText: 'is asked' }).first()
  await until(page, async () => (await row.count()) > 0)
  await sees('Pool board')
  const pseudonym = /E-\S+/.exec(await row.innerText())?.[0] ?? ''
  const asked = /^(.+) is asked/m.exec(await row.innerText())?.[1] ?? ''
  await follow(new RegExp(`What happened and why \\(${pseudonym}\\)`))
  await sees('What happened and why')
  const said = await page.locator('main').innerText()
  for (const words of [`${asked}: asked`, ': cannot be asked', `Offered to ${asked}.`, 'by routing policy'])
    expect(said).toContain(words)
  return { pseudonym, asked }
}

/** Ill at eight in the morning: three choices from the board to a form that begins today. */
async function enterLeave({ page, sees, press, follow }: Visitor, name: string): Promise<void> {
  await follow('Rota and leave')
  await sees('Rota')
  expect(await page.locator('main').innerText()).toContain(name)
  await follow(/^\s*Leave\s*$/)
  await page.getByLabel('Who will be away').selectOption({ label: name })
  await press('Enter leave')
  await sees('Enter leave')
  const back = new Date(Date.now() + 7 * DAY_MS)
  const parts = { day: back.getUTCDate(), month: back.getUTCMonth() + 1, year: back.getUTCFullYear() }
  for (const [part, value] of Object.entries(parts)) await page.locator(`input[name="back-${part}"]`).fill(String(value))
  await press('Save')
  await page.getByText('Leave is entered.').waitFor()
  await sees('Leave')
}

async function seeItTakenBack({ page, sees, follow }: Visitor, pseudonym: string, name: string): Promise<void> {
  await follow('Pool board')
  const row = page.locator('.oh-board__row', { hasText: pseudonym })
  await until(page, async () => !(await row.innerText()).includes(`${name} is asked`))
  await sees('Pool board')
  expect(await row.innerText()).toContain(`Taken back from ${name}`)
}

async function cancelLeave({ page, press, follow }: Visitor, name: string): Promise<void> {
  await follow('Rota and leave')
  await follow(/^\s*Leave\s*$/)
  await press(new RegExp(`Cancel this leave.*${name}`))
  await page.getByText('Leave is cancelled.').waitFor()
}

/** Nobody works more than 12 PAs a week; the form comes back with what was typed. */
async function refuseThirteenPas({ page, sees, press, follow }: Visitor, name: string): Promise<void> {
  await follow(/^\s*Job plans\s*$/)
  await sees('Job plans')
  await follow(name)
  await sees(name)
  await follow('Set a new job plan')
  await sees('Set a job plan')
  const parts = { day: 1, month: 4, year: new Date().getUTCFullYear() + 1 }
  for (const [part, value] of Object.entries(parts)) await page.locator(`input[name="from-${part}"]`).fill(String(value))
  await page.getByLabel('Complex cases of the pool').fill('13')
  await press('Save')
  await page.getByRole('alert').getByText('12 PAs').waitFor()
  await sees('Set a job plan')
  expect(await page.getByLabel('Complex cases of the pool').inputValue()).toBe('13')
}

/** A draft shows what it would have done before it can be switched on; one button puts the former one back. */
async function switchPolicyOnAndBack({ page, sees, press, follow }: Visitor): Promise<void> {
  await follow('Routing policy')
  await sees('Routing policy')
  const before = Number(/In force: policy (\d+)/.exec(await page.locator('main').innerText())?.[1])
  await follow('The rules that are never broken')
  await sees('Rules that are never broken')
  await follow('Routing policy')
  await follow('Draft a policy')
  await sees('Draft a routing policy')
  await page.getByLabel('late by more working days').fill('15')
  await press('Preview on past cases')
  await until(page, async () => (await page.getByRole('button', { name: 'Switch this policy on' }).count()) > 0)
  await sees('Preview of a routing policy')
  expect(await page.locator('main').innerText()).toContain('15 working days')
  await page.getByLabel('Why?').fill('Late cases waited too long in October.')
  await press('Switch this policy on')
  await page.getByText(`In force: policy ${before + 1}`, { exact: true }).waitFor()
  await sees('Routing policy')
  const back = page.locator('details', { hasText: `Switch back to policy ${before}` }).last()
  await back.locator('summary').click()
  await back.getByLabel('Why?').fill('Tried for a day.')
  await back.getByRole('button').click()
  await page.getByText(`In force: policy ${before + 2}`, { exact: true }).waitFor()
  await page.getByText(`With the settings of policy ${before} again.`).first().waitFor()
}

/** The formula answers at once; the simulation need not be waited for. */
async function askWhatIf({ page, sees, press, follow }: Visitor): Promise<void> {
  await follow('What if?')
  await follow('Add 1.0 WTE')
  await sees('What if?')
  await press('Ask')
  await page.getByRole('heading', { name: 'Mean wait' }).first().waitFor()
  await sees('What if?')
  expect(await page.locator('main').innerText()).toMatch(/Mean wait\s[\s\S]{0,40}\d days/)
}

/** What the pool does by itself takes a moment: the page is opened anew until it shows, or the test's own time is over. */
async function until(page: Visitor['page'], isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await page.waitForLoadState('networkidle')
    await page.reload()
  }
}
