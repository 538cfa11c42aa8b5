/** A browser in small: keeps cookies, follows redirects, sends forms. Cookies go by host and not by port, as in any browser. */
export interface Browser {
  /** Loads a page whole; `ms` is from sending to the last byte of the last answer. */
  get(url: string): Promise<Loaded>
}

interface Loaded {
  readonly status: number
  readonly url: string
  readonly text: string
  readonly bytes: number
  readonly ms: number
}

const REDIRECTS = 12

/** Signs this persona in with the development identity provider. */
export async function signedIn(console: string, persona: string): Promise<Browser> {
  const cookies = new Map<string, string>()
  const load = async (url: string, form?: URLSearchParams): Promise<Loaded> => {
    const began = performance.now()
    let at = new URL(url)
    let sent: RequestInit = form ? { method: 'POST', body: form, headers: { origin: at.origin } } : {}
    for (let redirects = 0; redirects < REDIRECTS; redirects += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...sent.headers, cookie, accept: 'text/html' }
      const response = await fetch(at, { ...sent, headers, redirect: 'manual' })
      for (const set of response.headers.getSetCookie()) keep(cookies, set)
      const location = response.headers.get('location')
      const text = await response.text()
      if (location === null) {
        const ms = performance.now() - began
        return { status: response.status, url: at.href, text, bytes: Buffer.byteLength(text), ms }
      }
      at = new URL(location, at)
      sent = {}
    }
    throw new Error(`${url} leads round in a circle`)
  }
  const choose = await load(new URL('/sign-in', console).href)
  const action = /<form method="post" action="([^"]+)"/.exec(choose.text)?.[1]
  if (!action) throw new Error(`${choose.url} does not ask who signs in (${choose.status})`)
  const arrived = await load(new URL(action, choose.url).href, new URLSearchParams({ persona }))
  if (new URL(arrived.url).origin !== new URL(console).origin || arrived.status !== 200)
    throw new Error(`${persona} was not signed in: ${arrived.status} at ${arrived.url}`)
  return { get: (url) => load(new URL(url, console).href) }
}

function keep(cookies: Map<string, string>, set: string): void {
  const [pair = ''] = set.split(';')
  const [name = '', ...value] = pair.split('=')
  const isGone = /expires=Thu, 01 Jan 1970|max-age=0/i.test(set)
  if (isGone) cookies.delete(name)
  else cookies.set(name, value.join('='))
}
