import { isUuid } from '@oh/kernel'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { draw } from './draw.tsx'
import { readFields } from './form.ts'
import { type Answer, operationOf, type TypedDocument, wholeAnswer } from './gateway-client.ts'
import { FORM_TOKEN_FIELD } from './layout/form.view.tsx'
import type { PageRoute, Reply, RunEvents, Visit } from './page.ts'
import { pageAbove } from './page-above.ts'
import type { ConsoleEnv, ConsoleParts } from './parts.ts'
import { sentOf } from './problems/answer-fault.ts'
import { notFound, notUnderstood, signedOutMeanwhile, staleForm, tooManyRequests } from './problems/problems.view.tsx'
import { isFormTokenOf } from './sign-in/form-token.ts'
import { interrupt, isFromScript, pathOf, type SentEntries } from './sign-in/interrupt.ts'
import { CARRIED_FIELD } from './sign-in/sign-in.view.tsx'
import type { SignIn } from './sign-in/sign-ins.ts'

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i
const NOTICE = /^[a-z][a-z0-9-]{0,40}$/

/** Answers one request for a page: who is it, is the form from us, and what does the page say. */
export async function servePage(c: Context<ConsoleEnv>, parts: ConsoleParts, route: PageRoute): Promise<Response> {
  const found = await parts.signIns.find(parts.cookies.signIn.get(c))
  const isForm = route.method === 'POST'
  if (isForm && !FORM.test(c.req.header('content-type') ?? '')) return draw(c, parts, notUnderstood, 415)
  const sent: SentEntries | undefined = isForm ? [...new URLSearchParams(await c.req.text())] : undefined
  if (found.kind === 'none' && isFromScript(c)) return c.body(null, 401)
  if (found.kind === 'none')
    return sent ? signedOutAnswer(c, parts, sent) : c.redirect(`/sign-in?to=${encodeURIComponent(pathOf(c))}`, 303)
  // what names nothing that can exist is not asked for, nor does it get a draft
  const id = c.req.param('id')
  if (id !== undefined && !isUuid(id)) return draw(c, parts, notFound, 404)
  if (sent && !isFormTokenOf(found.signIn.formKey, sentValue(sent, FORM_TOKEN_FIELD)))
    return draw(c, parts, staleForm({ action: pathOf(c), fields: sent }), 403)
  if (found.kind === 'locked') return interrupt(c, parts, found.signIn, sent)
  c.set('signIn', found.signIn)
  c.set('sent', sent)
  const pace = parts.pace.take(found.signIn.person)
  if (pace.kind === 'refused') {
    c.header('retry-after', String(pace.retryAfterSeconds))
    return draw(c, parts, tooManyRequests(pathOf(c), sentOf(c)), 429)
  }
  const reply = await route.answer(visitOf(c, parts, found.signIn, sent ?? []))
  if (sent) await forgetCarried(parts, sent, found.signIn)
  return show(c, parts, reply)
}

/** What was written goes back to the browser that sent it, and nowhere else. */
function signedOutAnswer(c: Context<ConsoleEnv>, parts: ConsoleParts, fields: SentEntries): Promise<Response> {
  const returnTo = pageAbove(parts.pages, new URL(c.req.url).pathname)
  return draw(c, parts, signedOutMeanwhile({ action: pathOf(c), fields }, returnTo), 403)
}

function sentValue(sent: SentEntries, wanted: string): string | undefined {
  return sent.find(([name]) => name === wanted)?.[1]
}

/** A form that had been kept through a lock has now been answered. */
async function forgetCarried(parts: ConsoleParts, sent: SentEntries, signIn: SignIn): Promise<void> {
  const carried = sentValue(sent, CARRIED_FIELD)
  if (carried !== undefined && (await parts.flights.formOf(carried, signIn.person))) await parts.flights.forget(carried)
}

function visitOf(c: Context<ConsoleEnv>, parts: ConsoleParts, signIn: SignIn, sent: SentEntries): Visit {
  const askPartly = async <Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>> => parts.gateway.ask(document, variables, await parts.signIns.accessToken(signIn))
  return {
    viewer: signIn,
    path: new URL(c.req.url).pathname,
    param: (name) => {
      const value = c.req.param(name)
      if (value === undefined) throw new Error(`The page's path has no ${name}.`)
      return value
    },
    query: (name) => c.req.query(name),
    form: readFields(sent.filter(([name]) => name !== FORM_TOKEN_FIELD && name !== CARRIED_FIELD)),
    drafts: parts.drafts.of(signIn.person),
    notice: noticeFor(c, parts),
    workAt: (organisation) => parts.signIns.workAt(signIn, organisation),
    ask: async (document, variables) => wholeAnswer(await askPartly(document, variables), operationOf(document).isChange),
    askPartly,
  }
}

function noticeFor(c: Context<ConsoleEnv>, { cookies }: ConsoleParts): string | undefined {
  const notice = c.req.method === 'GET' ? cookies.notice.get(c) : undefined
  if (notice === undefined) return undefined
  cookies.notice.clear(c)
  return NOTICE.test(notice) ? notice : undefined
}

function show(c: Context<ConsoleEnv>, parts: ConsoleParts, reply: Reply): Response | Promise<Response> {
  if (reply.kind === 'page') return draw(c, parts, reply, reply.status)
  if (reply.kind === 'file') return sendFile(c, reply.name, reply.text)
  if (reply.kind === 'events') return sendEvents(c, parts, reply.run)
  if (reply.kind === 'kept' && isFromScript(c)) return c.body(null, 204)
  if (reply.notice !== undefined) {
    if (!NOTICE.test(reply.notice)) throw new Error('A notice is one word of a closed list.')
    parts.cookies.notice.set(c, reply.notice, 60)
  }
  return c.redirect(reply.path, 303)
}

function sendFile(c: Context<ConsoleEnv>, name: string, text: string): Response {
  return c.body(text, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  })
}

/** The stream ends with its last event, with its reader, or with the service, whichever is first. */
function sendEvents(c: Context<ConsoleEnv>, parts: ConsoleParts, run: RunEvents): Response {
  const response = streamSSE(
    c,
    async (stream) => {
      const left = new AbortController()
      stream.onAbort(() => left.abort())
      await run((event) => stream.writeSSE(event), AbortSignal.any([left.signal, parts.stopping]))
    },
    async (fault) => parts.log.warn('events-ended', { fault, requestId: c.get('requestId') }),
  )
  response.headers.set('cache-control', 'no-store')
  return response
}
