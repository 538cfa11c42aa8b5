/** A browser as far as these tests need one: cookies, redirects, and forms as they stand in a page. */
export interface TestBrowser {
  readonly cookies: Map<string, string>
  /** Where the last answer came from. */
  readonly at: string
  /** Opens an address and follows wherever it leads. */
  open(path: string): Promise<Page>
  /** One request, no redirect followed. */
  send(path: string, options?: { form?: Record<string, string>; headers?: Record<string, string> }): Promise<Response>
  /** Fills in and sends a form of the page with its hidden fields, and follows. */
  submit(page: Page, action: string, fields?: Record<string, string>): Promise<Page>
}

interface Page {
  readonly url: string
  readonly status: number
  readonly html: string
  readonly heading: string | undefined
}

export function testBrowser(origin: () => string): TestBrowser {
  const jars = new Map<string, Map<string, string>>()
  // cookies ignore ports, and so does this jar; but each test service has names of its own
  const jarOf = (url: string) => {
    const host = new URL(url).hostname
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    return jar
  }
  const request = async (url: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const jar = jarOf(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, ...(form ? { origin: origin(), 'sec-fetch-site': 'same-origin' } : {}), ...headers },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, decodeURIComponent(value))
    }
    return response
  }
  const follow = async (url: string, form?: Record<string, string>): Promise<Page> => {
    let here = new URL(url, origin()).href
    let response = await request(here, form)
    for (let hops = 0; hops < 12 && response.headers.has('location'); hops += 1) {
      here = new URL(response.headers.get('location') ?? '', here).href
      response = await request(here)
    }
    browser.at = here.replace(origin(), '')
    const html = await response.text()
    return { url: browser.at, status: response.status, html, heading: headingOf(html) }
  }
  const browser = {
    get cookies() {
      return jarOf(origin())
    },
    at: '',
    open: (path: string) => follow(path),
    send: (path: string, { form, headers }: { form?: Record<string, string>; headers?: Record<string, string> } = {}) =>
      request(new URL(path, origin()).href, form, headers),
    submit: (page: Page, action: string, fields: Record<string, string> = {}) =>
      follow(action, { ...hiddenFields(page.html, action), ...fields }),
  }
  return browser
}

/** What stands in a template is not on the page. */
function headingOf(html: string): string | undefined {
  const shown = html.replace(/<template[\s\S]*?<\/template>/g, '')
  return /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(shown)?.[1]?.trim()
}

/** Hidden fields of the form with this action. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`action="${action.replaceAll('&', '&amp;')}"`)) ?? ''
  const inputs = [...form.slice(0, form.indexOf('</form>')).matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, plain(value)]))
}

function plain(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
