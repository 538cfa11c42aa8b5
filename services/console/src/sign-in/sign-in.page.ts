import { type Context, Hono } from 'hono'
import { draw, pageExists } from '../draw.tsx'
import type { ConsoleEnv, ConsoleParts } from '../parts.ts'
import type { Flight } from './flights.ts'
import { homeOf } from './home.ts'
import { IdentityProviderSilent, SignInRefused } from './identity-provider.ts'
import { browserOf } from './interrupt.ts'
import { safeReturnPath } from './return-path.ts'
import { carryOn, locked, noRole, notSignedIn, providerSilent, signedInAgain, signedOut, signInTooOld } from './sign-in.view.tsx'
import type { SignIn } from './sign-ins.ts'

type Visit = Context<ConsoleEnv>

/** Signing in and out, and going on after a lock. These answer whether or not anybody is signed in. */
export function signInPages(parts: ConsoleParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/locked', (c) => showLocked(c, parts))
  routes.get('/sign-in', (c) => depart(c, parts))
  routes.get('/signed-in', (c) => arrive(c, parts))
  routes.get('/carry-on', (c) => showCarryOn(c, parts))
  routes.get('/signed-in-again', async (c) => (c.get('signIn') ? await draw(c, parts, signedInAgain) : c.redirect('/')))
  routes.get('/signed-out', (c) => draw(c, parts, signedOut(c.req.query('provider') !== 'silent')))
  routes.get('/', (c) => showHome(c, parts))
  return routes
}

async function showLocked(c: Visit, parts: ConsoleParts): Promise<Response> {
  const id = c.req.query('flight')
  const flight = await parts.flights.waiting(id, parts.cookies.browser.get(c))
  return flight && id !== undefined ? draw(c, parts, locked(id, flight.form !== undefined)) : c.redirect('/')
}

async function depart(c: Visit, parts: ConsoleParts): Promise<Response> {
  const browser = browserOf(c, parts)
  const current = c.get('signIn')
  const asked = c.req.query('flight')
  const waiting = await parts.flights.waiting(asked, browser)
  if (current && waiting && asked !== undefined) {
    await parts.flights.land(asked, browser)
    return goOn(c, asked, waiting, current)
  }
  const returnTo = safeReturnPath(c.req.query('to'), parts.origin)
  if (current) return c.redirect(c.req.query('to') === '/signed-in-again' ? '/signed-in-again' : returnTo)
  const [id, flight] = waiting && asked !== undefined ? [asked, waiting] : await leave(c, parts, browser)
  return c.redirect((await parts.provider.departureUrl(flight, id, flight.person)).href)
}

async function leave(c: Visit, parts: ConsoleParts, browser: string): Promise<readonly [string, Flight]> {
  const before = await parts.signIns.find(parts.cookies.signIn.get(c))
  const asked = c.req.query('to')
  const flight: Flight = {
    ...parts.provider.newDeparture(),
    person: before.kind === 'none' ? undefined : before.signIn.person,
    returnTo: asked === '/signed-in-again' ? asked : safeReturnPath(asked, parts.origin),
  }
  return [await parts.flights.leave({ ...flight, browser }), flight]
}

async function arrive(c: Visit, parts: ConsoleParts): Promise<Response> {
  const id = c.req.query('state')
  const flight = await parts.flights.land(id, parts.cookies.browser.get(c))
  if (!flight || id === undefined) return draw(c, parts, signInTooOld, 400)
  try {
    const who = await parts.provider.arrive(new URL(`/signed-in${new URL(c.req.url).search}`, parts.origin), flight, id)
    await parts.flights.arrived(id, parts.cookies.browser.get(c))
    const before = await parts.signIns.find(parts.cookies.signIn.get(c))
    const begun = await parts.signIns.begin(who, before.kind === 'none' ? undefined : before.signIn)
    parts.cookies.signIn.set(c, begun.id)
    return goOn(c, id, flight, begun.signIn)
  } catch (fault) {
    parts.log.warn('sign-in-refused', { fault })
    if (fault instanceof IdentityProviderSilent) return draw(c, parts, providerSilent, 503)
    if (fault instanceof SignInRefused) return draw(c, parts, notSignedIn, 403)
    throw fault
  }
}

/** Where he was, for the one who was there; for anybody else home. */
function goOn(c: Visit, id: string, flight: Flight, signIn: SignIn): Response {
  if (flight.person !== undefined && flight.person !== signIn.person) return c.redirect('/')
  return c.redirect(flight.form ? `/carry-on?flight=${encodeURIComponent(id)}` : flight.returnTo)
}

async function showCarryOn(c: Visit, parts: ConsoleParts): Promise<Response> {
  const signIn = c.get('signIn')
  const id = c.req.query('flight')
  const form = signIn && id !== undefined ? await parts.flights.formOf(id, signIn.person) : undefined
  return form && id !== undefined ? draw(c, parts, carryOn(id, form)) : c.redirect('/')
}

/** Asks anew which roles the person holds, and opens the first page that is for him. */
async function showHome(c: Visit, parts: ConsoleParts): Promise<Response> {
  const signIn = c.get('signIn')
  if (!signIn) return c.redirect('/sign-in')
  const roles = await parts.askRoles(parts.gateway, signIn, await parts.signIns.accessToken(signIn))
  await parts.signIns.rememberRoles(signIn, roles)
  const home = homeOf({ organisation: signIn.organisation, roles }, pageExists(parts))
  if (home === undefined && signIn.ownOrganisation !== undefined) {
    // what he was lent for is over: there is nothing for him there any more
    await parts.signIns.workAt(signIn, undefined)
    return c.redirect('/')
  }
  return home === undefined ? draw(c, parts, noRole(signIn.name, signIn.organisation)) : c.redirect(home)
}
