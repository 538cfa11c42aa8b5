import type { Child } from 'hono/jsx'
import { type FormStanding, KEY_FIELD, VERSION_FIELD, WHOLE_FORM } from '../sent-form.ts'
import { Form } from './form.view.tsx'
import { ErrorSummary, NotificationBanner } from './messages.view.tsx'

/** What stands above a form: why it was refused, or what changed meanwhile. */
export function FormNews({ standing: { problems, news }, about }: { readonly standing: FormStanding; readonly about: string }) {
  return (
    <>
      <ErrorSummary problems={problems} />
      {news ? (
        <NotificationBanner text={`${about} has changed since you opened this page, so nothing was saved`}>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {news.changes.map((change) => (
              <li>{change}</li>
            ))}
          </ul>
          <p>What you entered is still below. Check that it still fits, then send it again.</p>
        </NotificationBanner>
      ) : null}
    </>
  )
}

/** A form that changes a record: it carries its key and the version it was made on. */
export function ChangeForm({
  action,
  standing: { keys },
  id = WHOLE_FORM,
  draft,
  children,
}: {
  readonly action: string
  readonly standing: FormStanding
  /** For a page with several forms: the error summary leads to the one that keeps its name. */
  readonly id?: string
  /** What is typed is kept as a draft while it is typed. */
  readonly draft?: boolean
  readonly children?: Child
}) {
  return (
    <div id={id}>
      <Form action={action} draft={draft}>
        <input type="hidden" name={KEY_FIELD} value={keys.key} />
        <input type="hidden" name={VERSION_FIELD} value={String(keys.version)} />
        {children}
      </Form>
    </div>
  )
}
