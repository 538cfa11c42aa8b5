import { type Context, Hono } from 'hono'
import { FORM_TOKEN_FIELD } from '../layout/form.view.tsx'
import type { ConsoleEnv, ConsoleParts } from '../parts.ts'
import { isFormTokenOf } from './form-token.ts'
import { readLogoutToken } from './logout-token.ts'

/** Signing out, and saying that somebody is still here. Both need a form of a page of this sign-in. */
export function signOutPages(parts: ConsoleParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post('/sign-out', (c) => signOut(c, parts))
  routes.post('/still-here', async (c) => {
    const signIn = c.get('signIn')
    if (!signIn) return c.body(null, 401)
    return c.body(null, isFormTokenOf(signIn.formKey, await sentToken(c)) ? 204 : 403)
  })
  return routes
}

/** What the provider calls by itself when somebody signs out there (OpenID Connect Back-Channel Logout 1.0). */
export function backChannelLogout(parts: ConsoleParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post('/back-channel-logout', async (c) => {
    const { logout_token: token } = await c.req.parseBody()
    const whose = typeof token === 'string' ? await readLogoutToken(token, parts.provider, parts.clientId) : undefined
    if (!whose) return c.json({ error: 'invalid_request' }, 400)
    parts.log.info('signed-out-by-provider', { count: await parts.signIns.endOf(whose) })
    return c.body(null, 200)
  })
  return routes
}

/** Ours ends first, whatever becomes of the provider's. A sign-in that is locked or over can be signed out of too. */
async function signOut(c: Context<ConsoleEnv>, parts: ConsoleParts): Promise<Response> {
  const found = await parts.signIns.find(parts.cookies.signIn.get(c))
  if (found.kind === 'none') return c.redirect('/signed-out', 303)
  const { idHash, formKey, person } = found.signIn
  if (!isFormTokenOf(formKey, await sentToken(c))) return c.redirect('/', 303)
  await parts.signIns.end(idHash)
  parts.cookies.signIn.clear(c)
  const provider = await parts.provider.signOutUrl(person).catch((fault: unknown) => {
    parts.log.warn('provider-sign-out-failed', { fault })
    return undefined
  })
  return c.redirect(provider?.href ?? '/signed-out?provider=silent', 303)
}

async function sentToken(c: Context<ConsoleEnv>): Promise<string | undefined> {
  const token = (await c.req.parseBody())[FORM_TOKEN_FIELD]
  return typeof token === 'string' ? token : undefined
}
