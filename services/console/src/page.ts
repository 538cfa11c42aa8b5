import type { Role } from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import type { OwnDrafts } from './drafts/drafts.ts'
import type { SentFields } from './form.ts'
import type { Answer, TypedDocument } from './gateway-client.ts'
import type { PageContent } from './layout/page.view.tsx'

/** Who looks at the page. Organisation and roles choose what is offered; they grant nothing. */
export interface Viewer {
  readonly person: PersonId
  readonly name: string
  readonly organisation?: string | undefined
  /** The own organisation of somebody who works in a neighbour's pool now; undefined for everybody else. */
  readonly ownOrganisation?: string | undefined
  readonly roles: readonly Role[]
}

/** One request for a page, as the page sees it. */
export interface Visit {
  readonly viewer: Viewer
  readonly path: string
  /** A part of the path. Throws for a name that the page's path does not have. */
  param(name: string): string
  query(name: string): string | undefined
  /** What was sent; empty for a page that is only read. */
  readonly form: SentFields
  /** What the viewer has written in forms and not sent. A page drops a draft once it has taken effect. */
  readonly drafts: OwnDrafts
  /** The word that `seeOther` left for this page, shown once. */
  readonly notice: string | undefined
  /** From now on the viewer's pages answer for this organisation; undefined: for the own one again. It grants nothing. */
  workAt(organisation: string | undefined): Promise<void>
  /** Asks the graph for the viewer. Anything but a whole answer becomes a page that says so; see wholeAnswer. */
  ask<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Data>
  /** Asks, and leaves it to the page to say which parts are missing. */
  askPartly<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Answer<Data>>
}

/** What a page answers. */
export type Reply =
  | ({ readonly kind: 'page'; readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500 | 503 } & PageContent)
  | { readonly kind: 'see-other' | 'kept'; readonly path: string; readonly notice: string | undefined }
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'events'; readonly run: RunEvents }

/** One server-sent event. `data` is an id and never a figure or a text: the page draws what it names when its reader asks. */
export interface PageEvent {
  readonly event: string
  readonly data: string
}

/** Sends events until there are no more to come; `over` is aborted when the reader has gone or the service stops. */
export type RunEvents = (send: (event: PageEvent) => Promise<void>, over: AbortSignal) => Promise<void>

/** A page of the service: an address, and what it answers. GET only reads; POST changes and then sends the reader on. */
export interface PageRoute {
  readonly method: 'GET' | 'POST'
  /** hono's path syntax: `/cases/:id`. */
  readonly path: `/${string}`
  readonly answer: (visit: Visit) => Reply | Promise<Reply>
}

/** A page to show: 200, or 422 when it repeats a form that was refused. */
export function page(content: PageContent & { readonly status?: 200 | 404 | 409 | 422 }): Reply {
  return { kind: 'page', ...content, status: content.status ?? (content.refused ? 422 : 200) }
}

/** Sends the reader on after a change, so that reloading does not repeat it. `notice` is one stable word, never a text. */
export function seeOther(path: string, notice?: string): Reply {
  return { kind: 'see-other', path, notice }
}

/** After keeping a draft: the reader goes on to `path`, while the script that keeps by itself stays where it is. */
export function kept(path: string, notice?: string): Reply {
  return { kind: 'kept', path, notice }
}

/** A table for a spreadsheet. `name` holds letters, digits, dots and dashes only. */
export function download(name: string, csv: string): Reply {
  return { kind: 'file', name, text: csv }
}

/** A stream of events for a script of a page. */
export function events(run: RunEvents): Reply {
  return { kind: 'events', run }
}
