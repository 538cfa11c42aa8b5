import { Hono } from 'hono'
import { draw } from '../draw.tsx'
import type { ConsoleEnv, ConsoleParts } from '../parts.ts'
import { accessibilityStatement, cookies, help, privacy } from './support.view.tsx'

/** The pages the footer leads to. Anybody may read them. */
export function supportPages(parts: ConsoleParts): Hono<ConsoleEnv> {
  const { signIn, browser, notice } = parts.cookies
  const cookiePage = cookies({ signIn: signIn.name, browser: browser.name, notice: notice.name })
  const routes = new Hono<ConsoleEnv>()
  routes.get('/accessibility-statement', (c) => draw(c, parts, accessibilityStatement))
  routes.get('/privacy', (c) => draw(c, parts, privacy))
  routes.get('/help', (c) => draw(c, parts, help))
  routes.get('/cookies', (c) => draw(c, parts, cookiePage))
  return routes
}
