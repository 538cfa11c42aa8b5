import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export interface Screen {
  readonly scripts: boolean
  readonly width: 1280 | 375
}

/** Somebody at a browser: signed in, and every page that is seen is judged. */
export interface Visitor {
  readonly page: Page
  /** Judges the page that is open: its heading, nothing wider than the screen, no breach of the policy, nothing that axe finds. */
  sees(heading: string | RegExp): Promise<void>
  press(button: string | RegExp): Promise<void>
  follow(link: string | RegExp): Promise<void>
  leave(): Promise<void>
}

export async function signIn(browser: Browser, console: string, name: string, { scripts, width }: Screen): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: scripts })
  const page = await context.newPage()
  // a page that is quick waits for nothing: this is for a machine that does much else at once
  page.setDefaultTimeout(90_000)
  const said: string[] = []
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource') && message.location().url === page.url()
    // a form that comes back with its problems is an answer like any other
    if ((message.type() === 'error' && !isAnswer) || message.text().includes('Content Security Policy')) said.push(message.text())
  })
  const beside = scripts ? undefined : await openBeside(browser, page)
  await page.goto(console)
  await page.getByRole('button', { name: `Sign in as ${name}`, exact: true }).click()
  return {
    page,
    sees: async (heading) => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(said, `what the browser said at ${page.url()}`).toEqual([])
      expect(await widerThanScreen(page), `wider than the screen at ${page.url()}`).toEqual([])
      expect(await (beside?.violations() ?? violations(page)), `accessibility of ${page.url()}`).toEqual([])
    },
    press: (button) => page.getByRole('button', { name: button }).first().click(),
    follow: (link) => page.locator('a').filter({ hasText: link }).first().click(),
    leave: async () => {
      await beside?.close()
      await context.close()
    },
  }
}

async function widerThanScreen(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.documentElement.scrollWidth > window.innerWidth ? [`${document.documentElement.scrollWidth} pixels`] : [],
  )
}

/** Where scripts are off axe cannot run either, so the page that is open is shown once more beside it with scripts on. */
async function openBeside(browser: Browser, page: Page) {
  const context = await browser.newContext({ viewport: page.viewportSize() })
  const beside = await context.newPage()
  return {
    violations: async () => {
      // an address that differs in its fragment only would not be loaded anew
      const [address = ''] = page.url().split('#')
      const body = await page.content()
      await beside.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
      await beside.goto(address)
      const found = await violations(beside)
      await beside.unroute(address)
      return found
    },
    close: () => context.close(),
  }
}

/** axe is put in by the test itself and not by a script element, so that the page's own policy stays as it is. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async (tags) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const { violations: found } = await (window as any).axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    })
    return found.map(
      (each: { id: string; nodes: { target: string[] }[] }) =>
        `${each.id}: ${each.nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }, RULES)
}
