import { expect, it } from 'vitest'
import { type Stage, signInOn } from './stage.ts'
import type { Screen, Visitor } from './visitor.ts'

interface Cast {
  readonly trust: string
  readonly nurse: string
  readonly specialist: string
  readonly worker: string
}

const QUESTION = 'Is night work with sole responsibility for machine checks safe while concentration is short?'
const ANSWER = 'Not for now. Sole checks at night call for sustained attention.'
const NOTE = 'Seen for 45 minutes. Sleeps badly, concentration short, no thoughts of harm.'
const ADVICE = 'Your plan is right. Review at eight weeks.'

/** From the nurse who escalates to the specialist who answers, and back. */
export function aCaseTravels(stage: Stage): void {
  const leicester: Cast = { trust: 'RWE', nurse: 'Asha Mistry', specialist: 'Dr Harriet Bell', worker: 'Marta Nowak' }
  const nottingham: Cast = { trust: 'RX1', nurse: 'Priya Raman', specialist: 'Dr Zainab Hussein', worker: 'Kofi Asante' }

  it.each([
    ['with JavaScript, at 1280 px', { scripts: true, width: 1280 }, leicester],
    ['without JavaScript, at 375 px', { scripts: false, width: 375 }, nottingham],
  ] as const)(
    'from nurse to specialist and back, %s',
    async (_name, screen, cast) => {
      const as = (name: string) => signInOn(stage, name, screen)
      const nurse = await as(cast.nurse)
      const name = await openComplexCase(nurse)
      await writeNote(nurse, screen)
      await isStoppedWithoutConsent(nurse, name)
      await recordConsent(nurse)
      await escalate(nurse)
      const specialist = await as(cast.specialist)
      await accept(specialist, name, screen)
      await answer(specialist)
      await readOpinion(nurse, name)
      await nurse.leave()
      await specialist.leave()
      const worker = await as(cast.worker)
      await worker.sees(/record/i)
      await worker.leave()
    },
    600_000,
  )
}

export async function openComplexCase({ page, sees }: Visitor): Promise<string> {
  await sees('Worklist')
  const row = page.getByRole('row').filter({ hasText: 'Complex' }).first()
  const name = (await row.getByRole('link').first().innerText()).trim()
  await row.getByRole('link').first().click()
  await sees(name)
  return name
}

/** What is typed is kept, by the script or by the button, and is there again when the page is opened anew. */
async function writeNote({ page, sees, press, follow }: Visitor, { scripts }: Screen): Promise<void> {
  await follow('Write a note')
  await sees('Write a note')
  await page.getByLabel('Note', { exact: true }).fill(NOTE)
  if (scripts) {
    await page.getByText('Draft kept at').waitFor()
    await page.reload()
  } else {
    await press('Keep as draft')
    await page.getByText('Your draft is kept').waitFor()
    await follow('Go on with your note')
  }
  await sees('Write a note')
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe(NOTE)
  await press('Save note')
  await page.getByText('Your note is saved').waitFor()
}

async function isStoppedWithoutConsent({ page, sees, follow }: Visitor, name: string): Promise<void> {
  await follow('Escalate to the specialist pool')
  await sees('Ask the worker first')
  expect(await page.locator('main form').count()).toBe(0)
  await follow('Back to the case')
  await sees(name)
}

export async function recordConsent({ page, sees, press, follow }: Visitor): Promise<void> {
  await follow('Record consent')
  await sees('Consent to share with a specialist')
  await press('Record')
  await sees('Consent to share with a specialist')
  expect(await page.getByRole('alert').innerText()).toContain('There is a problem')
  await page.getByLabel('The worker has consented').check()
  await page.getByLabel('In writing', { exact: true }).check()
  await page.getByLabel('When, how and to whom?').fill('Signed on 20 November 2026, copy filed.')
  await press('Record')
  await page.getByText('In force').first().waitFor()
}

export async function escalate({ page, sees, press, follow }: Visitor): Promise<void> {
  await follow('Escalate to the specialist pool')
  await sees('Why you need a specialist')
  await page.getByLabel('A psychiatric condition').check()
  await page.getByLabel('The condition puts the worker').check()
  await page.getByRole('radio', { name: 'Mental health' }).check()
  await page.getByRole('radio', { name: 'Soon' }).check()
  await press('Continue')
  await sees('Reasons and question')
  await page.getByLabel('Your question').fill(QUESTION)
  await page
    .getByLabel('What do you think you should do?')
    .fill('Phased return on days only, no sole checks for eight weeks, then review.')
  await page.getByLabel('Summary').fill('Depression since July, treated by the GP. Sleep poor, concentration short.')
  await press('Continue')
  await sees('What the worker wants')
  await page.goBack()
  await sees('Reasons and question')
  expect(await page.getByLabel('Your question').inputValue()).toBe(QUESTION)
  await page.goForward()
  await sees('What the worker wants')
  await page.getByLabel('I have shown or read these names').check()
  await page.getByLabel('I have asked, and ticked').check()
  await page.getByRole('radio', { name: 'No, an answer in writing' }).check()
  await press('Continue')
  await sees('Check what leaves this trust')
  await press('Send to the specialists')
  await page.getByText('Escalation sent').first().waitFor()
}

async function accept({ page, sees, press }: Visitor, name: string, { scripts }: Screen): Promise<void> {
  await untilThere(page, 'main a[href*="/offers/"]')
  await sees('Specialist pool')
  expect(await page.locator('main').innerText()).not.toContain(name)
  await page.locator('main a[href*="/offers/"]').first().click()
  await sees(/./)
  expect(await page.locator('body').innerText()).not.toContain(name)
  expect(await page.locator('body').innerText()).not.toContain(QUESTION)
  await press('Accept')
  await untilThere(page, 'main input[name="conflict"]')
  await sees('Do you know this worker?')
  expect(await page.locator('main').innerText()).toContain(name)
  expect(await page.locator('main').innerText()).not.toContain(QUESTION)
  await page.getByLabel('I have no conflict').check()
  await press('Continue')
  await page.getByText(QUESTION).first().waitFor()
  expect(typeof scripts).toBe('boolean')
}

async function answer({ page, sees, press }: Visitor): Promise<void> {
  await sees(/./)
  await page.getByLabel('Your answer to the question').fill(ANSWER)
  await page.getByLabel('Fit for work with adjustments').check()
  await page.getByLabel('Adjustments', { exact: true }).fill('No night work for eight weeks\nNo sole checks')
  await page.getByLabel('Advice to the nurse').fill(ADVICE)
  await press('Continue')
  await sees('Check your opinion')
  await press('Sign and send')
  await page.getByText(ANSWER).first().waitFor()
  await sees(/./)
}

async function readOpinion({ page, sees, press, follow }: Visitor, name: string): Promise<void> {
  await follow('Worklist')
  await follow('Opinion received')
  await untilThere(page, `main a:has-text("${name}")`)
  await page.getByRole('link', { name }).first().click()
  await sees(name)
  await page.locator('main a[href*="/opinion"]').first().click()
  await sees(/opinion/i)
  expect(await page.locator('main').innerText()).toContain(ANSWER)
  expect(await page.locator('main').innerText()).toContain(ADVICE)
  await press(/acted/i)
  await sees(name)
}

/** A message is on its way for a moment: the page is opened anew until it shows, or the test's own time is over. */
async function untilThere(page: Visitor['page'], selector: string): Promise<void> {
  for (;;) {
    await page.locator('main').waitFor()
    if ((await page.locator(selector).count()) > 0) return
    await page.waitForLoadState('networkidle')
    await page.reload()
  }
}
