const HOME = '/'
// a path of ours: one slash, then neither slash nor backslash (browsers read both as another host), nothing unprintable
const OURS = /^\/(?![/\\])[\x21-\x7e]*$/
// going back to these would loop or end the sign-in just made
const NEVER = /^\/(sign-in|signed-in|sign-out|signed-out|locked|carry-on|still-here|back-channel-logout)([/?#]|$)/
const MOST_CHARACTERS = 2_000

/**
 * The path to go back to after signing in, or home when what was asked for is not a page of this service. Never an
 * address elsewhere, so that our sign-in cannot be used to send somebody on.
 */
export function safeReturnPath(asked: string | undefined, origin: string): string {
  if (asked === undefined || asked.length > MOST_CHARACTERS || asked.includes('\\') || !OURS.test(asked)) return HOME
  if (!URL.canParse(asked, origin)) return HOME
  const url = new URL(asked, origin)
  const path = `${url.pathname}${url.search}`
  // looked at again after dots were resolved: `/a/..//host` is another host by then
  return url.origin !== origin || !OURS.test(path) || NEVER.test(path) ? HOME : path
}
