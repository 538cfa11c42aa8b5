import { type APIRequestContext, type APIResponse, request } from 'playwright-core'

/** Somebody signed in who only fetches: pages and downloads as they are sent, and nothing that scripts would ask for. */
export interface Reader extends AsyncDisposable {
  /** The addresses in the menu. */
  readonly menu: readonly string[]
  /** Opens one address after the other. */
  readonly open: (addresses: readonly string[]) => Promise<ReadonlyMap<string, Answer>>
}

export interface Answer {
  readonly status: number
  readonly text: string
  /** Of a download: the cells of each row below its header. */
  readonly rows: readonly (readonly string[])[]
}

/** Signs in over plain HTTP with a cookie jar, as a browser without scripts would. */
export async function readAs(console: string, persona: string): Promise<Reader> {
  // what is quick waits for nothing: this is for a machine that does much else at once
  const jar = await request.newContext({ baseURL: console, timeout: 90_000 })
  try {
    const home = await signIn(jar, persona)
    return {
      menu: [...home.matchAll(/nhsuk-header__navigation-link" href="([^"]+)"/g)].map(([, href = '']) => href),
      open: async (addresses) => {
        const answers = new Map<string, Answer>()
        for (const address of addresses) answers.set(address, await answerOf(await jar.get(address)))
        return answers
      },
      [Symbol.asyncDispose]: () => jar.dispose(),
    }
  } catch (fault) {
    await jar.dispose()
    throw fault
  }
}

/** Resolves to the text of the person's first page. */
async function signIn(jar: APIRequestContext, persona: string): Promise<string> {
  const choice = await jar.get('/')
  const home = await jar.post(choice.url(), { form: { persona } })
  if (!home.ok()) throw new Error(`${persona} was answered ${home.status()} on signing in`)
  return home.text()
}

async function answerOf(answer: APIResponse): Promise<Answer> {
  const text = await answer.text()
  const isDownload = answer.headers()['content-type']?.startsWith('text/csv') === true
  return { status: answer.status(), text, rows: isDownload ? cellsOf(text) : [] }
}

/** The cells of each row of a download below its header. */
export function cellsOf(csv: string): string[][] {
  const lines = csv.split('\r\n').slice(1, -1)
  return lines.map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
}
