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
  await page.goto(console)
  await page.getByRole('button', { name: `Sign in as ${name}`, exact: true }).click()
  return {
    page,
    sees: async (heading) => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(said, `what the browser said at ${page.url()}`).toEqual([])
      expect(await widerThanScreen(page), `wider than the screen at ${page.url()}`).toEqual([])
      expect(await (scripts ? violations(page) : violationsOf(browser, page)), `accessibility of ${page.url()}`).toEqual([])
    },
    press: (button) => page.getByRole('button', { name: button }).first().click(),
    follow: (link) => page.locator('a').filter({ hasText: link }).first().click(),
    leave: () => context.close(),
  }
}

async function widerThanScreen(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.documentElement.scrollWidth > window.innerWidth ? [`${document.documentElement.scrollWidth} pixels`] : [],
  )
}

/** Where scripts are off axe cannot run either, so the same page is opened beside it with scripts on. */
async function violationsOf(browser: Browser, page: Page): Promise<string[]> {
  const body = await page.content()
  const context = await browser.newContext({ viewport: page.viewportSize() })
  try {
    const beside = await context.newPage()
    await beside.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
    await beside.goto(page.url())
    return await violations(beside)
  } finally {
    await context.close()
  }
}

/** axe is put in by the test itself and not by a script element, so that the page's own policy stays as it is. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async (tags) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const { violations: found } = await (window as any).axe.run(document, { runOnly: { type: 'tag', values: tags } })
    return found.map(
      (each: { id: string; nodes: { target: string[] }[] }) =>
        `${each.id}: ${each.nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }, RULES)
}
