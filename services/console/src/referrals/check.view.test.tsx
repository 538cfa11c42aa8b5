import { expect, it } from 'vitest'
import { newForm } from '../sent-form.ts'
import { hiddenFields } from '../testing/browser.ts'
import type { Answers, Side } from './answers.ts'
import { checkAnswers } from './check.view.tsx'
import type { JourneyPage } from './journey-facts.ts'
import { question } from './questions.view.tsx'
import { isStep, STEPS } from './steps.ts'

const SERVICE = {
  name: 'Leicester Occupational Health',
  telephone: '0116 258 5307',
  openingHours: 'Monday to Friday, 8am to 5pm',
}
const ANSWERS: Answers = {
  harm: 'yes',
  reason: 'stress',
  absent: 'no',
  question: 'I cannot sleep <at all>',
  background: 'Since the rota',
}
const shown = (side: Side, answers: Answers = ANSWERS): JourneyPage => ({
  base: '/refer',
  answers,
  facts: { side, asksWho: false, service: SERVICE, employers: [{ code: 'RWE', name: 'A trust' }] },
  standing: newForm(),
  back: 'background',
  seen: true,
  workers: [],
})
const html = async ({ body }: ReturnType<typeof checkAnswers>) => String(await (<div>{body}</div>))

it('carries every answer and the key in the form, and none in an address', async () => {
  const page = shown('worker')
  const drawn = await html(checkAnswers(page))
  expect(hiddenFields(drawn, '/refer/check')).toMatchObject({ ...ANSWERS, key: page.standing.keys.key, seen: 'yes' })
  for (const [, address = ''] of drawn.matchAll(/(?:href|action|formaction)="([^"]*)"/g))
    expect(address).not.toMatch(/sleep|rota|stress/)
})

it('leads back to each question by a button of the same form', async () => {
  const drawn = await html(checkAnswers(shown('worker')))
  for (const step of ['reason', 'absence', 'question', 'background', 'harm'])
    expect(drawn).toContain(`type="submit" name="go" value="${step}"`)
})

it('tells a worker that the manager is not told, and repeats where help is', async () => {
  const drawn = await html(checkAnswers(shown('worker')))
  expect(drawn).toContain('Your manager is not told')
  expect(drawn).toContain('Samaritans on 116 123')
})

it('shows a manager what will be sent, before asking whether the worker has seen it', async () => {
  const drawn = await html(question('told', shown('referrer')))
  expect(drawn).toContain('I cannot sleep &lt;at all&gt;')
  expect(drawn).toContain('The referrer ticked on the form')
})

it('has the crisis numbers and the hours of cover on the page that asks about harm, and on the next', async () => {
  for (const step of ['harm', 'help-now'] as const) {
    const drawn = await html(question(step, shown('worker')))
    for (const words of ['Call 999', 'Call 111', '116 123', SERVICE.telephone, SERVICE.openingHours])
      expect(drawn).toContain(words)
  }
  expect(await html(question('help-now', shown('worker')))).toContain('Nobody is alerted by this form')
})

it('presses the button that goes on when Enter is pressed: it stands before the way back', async () => {
  for (const { id } of STEPS) {
    if (!isStep(id)) continue
    const drawn = await html(question(id, shown('referrer')))
    expect(drawn.indexOf('nhsuk-button'), id).toBeLessThan(drawn.indexOf('value="background"'))
  }
})
