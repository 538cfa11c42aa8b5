import type { Role } from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import type { OwnDrafts } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { type Answer, type AnswerError, operationOf, type TypedDocument, wholeAnswer } from '../gateway-client.ts'
import type { PageRoute, Reply, Visit } from '../page.ts'

/** What the gateway answers to one operation: data, or data with errors; an Error is thrown as the client throws it. */
export type Answers = Readonly<Record<string, unknown>>

interface TestVisit {
  readonly roles?: readonly Role[]
  readonly organisation?: string
  readonly ownOrganisation?: string
  readonly form?: readonly (readonly [string, string])[]
  readonly notice?: string
  /** For pages that keep what is typed. */
  readonly drafts?: OwnDrafts
  readonly answers: Answers
}

/** What a page replied to a visit, and what it had asked the gateway. */
export interface Visited {
  readonly reply: Reply
  /** Title and body as a reader gets them; empty for a redirect. */
  readonly html: string
  readonly asked: readonly { readonly operation: string; readonly variables: unknown }[]
  /** Where the viewer said that he works now. */
  readonly worksAt: readonly (string | undefined)[]
}

/** Visits a page with a gateway at the far end that gives these answers. */
export async function visitPage(routes: readonly PageRoute[], address: string, test: TestVisit): Promise<Visited> {
  const url = new URL(address, 'http://console.example')
  const { route, params } = routeOf(routes, test.form ? 'POST' : 'GET', url.pathname)
  const worksAt: (string | undefined)[] = []
  const asked: { operation: string; variables: unknown }[] = []
  const askPartly = async <Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables) => {
    const operation = operationOf(document).operationName
    asked.push({ operation, variables })
    if (!(operation in test.answers)) throw new Error(`The page asked ${operation}, which this test does not answer.`)
    const answer = test.answers[operation]
    if (answer instanceof Error) throw answer
    return answerOf<Data>(answer)
  }
  const visit: Visit = {
    viewer: {
      person: 'p' as PersonId,
      name: 'Asha Mistry',
      organisation: test.organisation,
      ownOrganisation: test.ownOrganisation,
      roles: test.roles ?? [],
    },
    path: url.pathname,
    param: (name) => params[name] ?? '',
    query: (name) => url.searchParams.get(name) ?? undefined,
    form: readFields(test.form ?? []),
    drafts: test.drafts ?? noDrafts,
    workAt: async (organisation) => void worksAt.push(organisation),
    notice: test.notice,
    ask: async (document, variables) => wholeAnswer(await askPartly(document, variables), operationOf(document).isChange),
    askPartly,
  }
  const reply = await route.answer(visit)
  const html = reply.kind === 'page' ? `${reply.title}\n${String(await reply.body)}` : ''
  return { reply, html, asked, worksAt }
}

const unexpected = () => Promise.reject(new Error('The page keeps a draft, and this test gave it no place for one.'))
const noDrafts: OwnDrafts = { find: unexpected, keep: unexpected, drop: unexpected }

function routeOf(routes: readonly PageRoute[], method: 'GET' | 'POST', path: string) {
  for (const route of routes) {
    const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
    const found = new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}$`).exec(path)
    if (route.method !== method || !found) continue
    return { route, params: Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) }
  }
  throw new Error(`There is no page for ${method} ${path}.`)
}

function answerOf<Data>(given: unknown): Answer<Data> {
  const hasErrors = typeof given === 'object' && given !== null && 'errors' in given
  return hasErrors ? (given as { data: Data; errors: readonly AnswerError[] }) : { data: given as Data, errors: [] }
}

/** Every field that a form in the page would send, hidden or typed. */
export function fieldsIn(html: string): [string, string][] {
  const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  const plain = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  const inputs = [...html.matchAll(/<input [^>]*>/g)].flatMap(([tag]): [string, string][] => {
    const isChoice = /type="(radio|checkbox)"/.test(tag)
    const name = attribute(tag, 'name')
    if (name === undefined || (isChoice && !/ checked(=|>|\/| )/.test(tag))) return []
    return [[plain(name), plain(attribute(tag, 'value') ?? '')]]
  })
  const areas = [...html.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)].map(
    ([, name = '', text = '']): [string, string] => [plain(name), plain(text)],
  )
  return [...inputs, ...areas]
}
