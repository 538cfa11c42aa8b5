import type { Context } from 'hono'
import { FORM_TOKEN_FIELD } from '../layout/form.view.tsx'
import type { ConsoleEnv, ConsoleParts } from '../parts.ts'
import type { SentForm } from './contents.ts'
import { safeReturnPath } from './return-path.ts'
import { newSecret } from './secret.ts'
import type { SignIn } from './sign-ins.ts'

/** The fields of a sent form, in order. */
export type SentEntries = readonly (readonly [name: string, value: string])[]

/** The cookie that tells browsers apart, made when there is none. */
export function browserOf(c: Context<ConsoleEnv>, { cookies }: ConsoleParts): string {
  const known = cookies.browser.get(c)
  if (known !== undefined && known.length >= 40) return known
  const made = newSecret()
  cookies.browser.set(c, made)
  return made
}

/** The path of this request, query and all. */
export function pathOf(c: Context<ConsoleEnv>): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}${search}`
}

/** True for what a script of a page asks for, such as keeping a draft. A browser says so itself; nobody waits to be led anywhere. */
export function isFromScript(c: Context<ConsoleEnv>): boolean {
  return c.req.header('sec-fetch-dest') === 'empty'
}

/**
 * Sends somebody whose page is locked to sign in again, and remembers where he was: the page he asked for or, for a form,
 * what he sent, sealed and for him alone. A script is told to wait and nothing is kept: a page left open would go on asking.
 */
export async function interrupt(
  c: Context<ConsoleEnv>,
  parts: ConsoleParts,
  signIn: SignIn,
  sent: SentEntries | undefined,
): Promise<Response> {
  if (isFromScript(c)) return c.body(null, 401)
  const form: SentForm | undefined = sent && {
    action: pathOf(c),
    fields: sent.filter(([name]) => name !== FORM_TOKEN_FIELD),
  }
  const flight = await parts.flights.leave({
    ...parts.provider.newDeparture(),
    browser: browserOf(c, parts),
    person: signIn.person,
    returnTo: form ? '/' : safeReturnPath(pathOf(c), parts.origin),
    form,
  })
  return c.redirect(`/locked?flight=${flight}`, 303)
}
