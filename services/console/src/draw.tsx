import { type Role, roleTitle } from '@oh/auth'
import type { Context } from 'hono'
import { raw } from 'hono/html'
import { FormToken } from './layout/form.view.tsx'
import { Page, type PageContent } from './layout/page.view.tsx'
import type { ConsoleEnv, ConsoleParts } from './parts.ts'
import { formTokenOf } from './sign-in/form-token.ts'
import { navigationOf } from './sign-in/home.ts'
import { IDLE_MILLISECONDS } from './sign-in/life.ts'

export type PageStatus = 200 | 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503

/** Draws a whole page around its content, for whoever is signed in. */
export async function draw(c: Context<ConsoleEnv>, parts: ConsoleParts, content: PageContent, status: PageStatus = 200) {
  const signIn = c.get('signIn')
  const frame = {
    assets: parts.assets.page,
    person: signIn && { name: signIn.name, job: signIn.job ?? workOf(signIn.roles) },
    navigation: signIn ? navigationOf(signIn.roles, pageExists(parts)) : [],
    synthetic: parts.synthetic,
    lockAfterSeconds: signIn && IDLE_MILLISECONDS / 1000,
  }
  const token = () => (signIn ? formTokenOf(signIn.formKey) : '')
  const html = await (
    <FormToken.Provider value={token}>
      <Page frame={frame} content={content} />
    </FormToken.Provider>
  )
  return c.html(raw(`<!doctype html>\n${html}`), status)
}

/** "occupational health nurse", "ICS lead": the first role, as it stands after a name. */
function workOf([role]: readonly Role[]): string | undefined {
  return role && roleTitle(role).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}

/** True for an address that some page of this console answers to a GET. */
export function pageExists({ pages }: Pick<ConsoleParts, 'pages'>): (path: string) => boolean {
  const paths = new Set<string>(pages.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])))
  return (path) => paths.has(path)
}
