import { type Child, createContext, useContext } from 'hono/jsx'

/** The name of the hidden field that proves a form came from a page of this sign-in. */
export const FORM_TOKEN_FIELD = 'form-token'

/** Makes a fresh form token for the page being drawn; empty where nobody is signed in. */
export const FormToken = createContext<() => string>(() => '')

/** The button value with which a form is kept as it stands, unchecked; the script sends it by itself. */
export const KEEP = 'keep'
/** The field of the buttons that say what is to happen with a form. */
export const GO_FIELD = 'go'

/** A form that changes something. Carries the form token; browser checks are off, because the server explains errors better. */
export function Form({
  action,
  name,
  draft = false,
  children,
}: {
  readonly action: string
  readonly name?: string | undefined
  /** For long texts: the page keeps what is typed every few seconds, where there is JavaScript. */
  readonly draft?: boolean | undefined
  readonly children?: Child
}) {
  const token = useContext(FormToken)()
  return (
    <form class={name} method="post" action={action} novalidate data-oh-draft={draft ? KEEP : undefined}>
      <input type="hidden" name={FORM_TOKEN_FIELD} value={token} />
      {children}
      {draft ? <p class="oh-quiet" data-oh-kept hidden></p> : null}
    </form>
  )
}

/** A form that only asks: its fields end up in the address, which can be shared. Never for anything about a person. */
export function FilterForm({ action, children }: { readonly action: string; readonly children?: Child }) {
  return (
    <form class="oh-filter" method="get" action={action} novalidate>
      {children}
    </form>
  )
}

/** A question whose answer changes nothing yet: it ends up in the address of the next page. Never for anything about a person. */
export function QuestionForm({ action, children }: { readonly action: string; readonly children?: Child }) {
  return (
    <form method="get" action={action} novalidate>
      {children}
    </form>
  )
}
