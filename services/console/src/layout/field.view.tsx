import type { Child } from 'hono/jsx'
import { classNames, idList } from './class-names.ts'

/** How a question looks: its size, and which heading it is when it is one. */
export interface QuestionStyle {
  readonly size?: 's' | 'm' | 'l' | 'xl' | undefined
  /** 1 when the question is the page's heading. */
  readonly heading?: 1 | 2 | 3 | undefined
}

/** What every field has. `id` is where the error summary's link lands; it is the name unless given. */
export interface FieldProps extends QuestionStyle {
  readonly name: string
  readonly label: Child
  readonly id?: string | undefined
  readonly hint?: Child
  readonly error?: string | undefined
}

/** Ids and the `aria-describedby` that belong to a field. */
export function describeField({ id, name, hint, error }: Pick<FieldProps, 'id' | 'name' | 'hint' | 'error'>) {
  const own = id ?? name
  const hintId = hint ? `${own}-hint` : undefined
  const errorId = error ? `${own}-error` : undefined
  return { own, hintId, errorId, describedBy: idList(hintId, errorId) }
}

function Wrapped({ level, name, children }: { level?: 1 | 2 | 3 | undefined; name: string; children?: Child }) {
  if (level === 1) return <h1 class={name}>{children}</h1>
  if (level === 2) return <h2 class={name}>{children}</h2>
  if (level === 3) return <h3 class={name}>{children}</h3>
  return <>{children}</>
}

export function Label({ for: target, size, heading, children }: QuestionStyle & { for: string; children?: Child }) {
  return (
    <Wrapped level={heading} name="nhsuk-label-wrapper">
      <label class={classNames('nhsuk-label', size && `nhsuk-label--${size}`)} for={target}>
        {children}
      </label>
    </Wrapped>
  )
}

export function Hint({ id, name, children }: { id?: string | undefined; name?: string; children?: Child }) {
  return (
    <div class={classNames('nhsuk-hint', name)} id={id}>
      {children}
    </div>
  )
}

function ErrorMessage({ id, children }: { id?: string | undefined; children?: Child }) {
  return (
    <span class="nhsuk-error-message" id={id}>
      <span class="nhsuk-u-visually-hidden">Error: </span>
      {children}
    </span>
  )
}

/** Hint and error of a field, in the order they are read out. */
export function Guidance({
  hint,
  error,
  hintId,
  errorId,
}: {
  hint?: Child
  error?: string | undefined
  hintId: string | undefined
  errorId: string | undefined
}) {
  return (
    <>
      {hint ? <Hint id={hintId}>{hint}</Hint> : null}
      {error ? <ErrorMessage id={errorId}>{error}</ErrorMessage> : null}
    </>
  )
}

/** Keeps a field together and marks it when there is an error. */
export function FormGroup({ error, children }: { error?: string | undefined; children?: Child }) {
  return <div class={classNames('nhsuk-form-group', error !== undefined && 'nhsuk-form-group--error')}>{children}</div>
}

interface FieldsetProps extends QuestionStyle {
  readonly legend: Child
  readonly describedBy?: string | undefined
  readonly role?: 'group' | undefined
  readonly children?: Child
}

/** Several inputs that answer one question. */
export function Fieldset({ legend, size, heading, describedBy, role, children }: FieldsetProps) {
  return (
    <fieldset class="nhsuk-fieldset" role={role} aria-describedby={describedBy}>
      <legend class={classNames('nhsuk-fieldset__legend', size && `nhsuk-fieldset__legend--${size}`)}>
        <Wrapped level={heading} name="nhsuk-fieldset__heading">
          {legend}
        </Wrapped>
      </legend>
      {children}
    </fieldset>
  )
}
