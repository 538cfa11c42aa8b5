import type { Child } from 'hono/jsx'
import { classNames } from './class-names.ts'

/** What is wrong with a form: field id and the sentence shown at the field, in the order of the page. */
export type Problems = Readonly<Record<string, string>>

/** True when there is at least one. */
export function hasProblems(problems: Problems): boolean {
  return Object.keys(problems).length > 0
}

/** First thing on a page whose form was refused; takes the focus where there is JavaScript. Nothing when all is well. */
export function ErrorSummary({
  problems,
  heading = 'There is a problem',
}: {
  readonly problems: Problems
  readonly heading?: string
}) {
  if (!hasProblems(problems)) return null
  return (
    <div class="nhsuk-error-summary" data-module="nhsuk-error-summary">
      <div role="alert">
        <h2 class="nhsuk-error-summary__heading">{heading}</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            {Object.entries(problems).map(([id, text]) => (
              <li>
                <a href={`#${id}`}>{text}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}

export type TagColour = 'white' | 'grey' | 'green' | 'aqua-green' | 'blue' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow'

/**
 * A state in a word or two. The colour only helps: the words say it all. `plain` is for states that need no notice, and
 * `quiet` for those that cannot be changed yet.
 */
export function Tag({
  colour,
  plain,
  children,
}: {
  readonly colour?: TagColour | undefined
  readonly plain?: boolean | 'quiet'
  readonly children?: Child
}) {
  return (
    <strong
      class={classNames(
        'nhsuk-tag',
        colour && `nhsuk-tag--${colour}`,
        plain && 'nhsuk-tag--no-colour nhsuk-tag--no-border nhsuk-u-font-weight-normal',
        plain === 'quiet' && 'nhsuk-u-secondary-text-colour',
      )}
    >
      {children}
    </strong>
  )
}

/** Something worth noticing in the flow of the page. Give it paragraphs. */
export function InsetText({ children }: { readonly children?: Child }) {
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">Information: </span>
      {children}
    </div>
  )
}

/** What some people need and most do not. */
export function Details({
  summary,
  open = false,
  children,
}: {
  readonly summary: string
  readonly open?: boolean
  readonly children?: Child
}) {
  return (
    <details class="nhsuk-details" open={open}>
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div class="nhsuk-details__text">{children}</div>
    </details>
  )
}

/** Something a person must know before going on. Give it paragraphs. `level` 2 where it stands right under the page's heading. */
export function WarningCallout({
  heading = 'Important',
  level = 3,
  children,
}: {
  readonly heading?: string
  readonly level?: 2 | 3
  readonly children?: Child
}) {
  const title = /important/i.test(heading) ? heading : <ImportantHeading text={heading} />
  return (
    <div class="nhsuk-card nhsuk-card--warning">
      <div class="nhsuk-card__content">
        {level === 2 ? <h2 class="nhsuk-card__heading">{title}</h2> : <h3 class="nhsuk-card__heading">{title}</h3>}
        {children}
      </div>
    </div>
  )
}

function ImportantHeading({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/useValidAriaRole: reference markup, so that VoiceOver reads it in one go
    <span role="text">
      <span class="nhsuk-u-visually-hidden">Important: </span>
      {text}
    </span>
  )
}

interface NotificationBannerProps {
  /** What happened, in one sentence. */
  readonly text: Child
  readonly success?: boolean
  readonly children?: Child
}

/** What just happened, on the page a person lands on after sending a form. At most one on a page. */
export function NotificationBanner({ text, success = false, children }: NotificationBannerProps) {
  const titleId = 'nhsuk-notification-banner-title'
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is region or alert, and both take a label
    <div
      class={classNames('nhsuk-notification-banner', success && 'nhsuk-notification-banner--success')}
      data-module="nhsuk-notification-banner"
      role={success ? 'alert' : 'region'}
      aria-labelledby={titleId}
    >
      <div class="nhsuk-notification-banner__header">
        <h2 class="nhsuk-notification-banner__title" id={titleId}>
          {success ? 'Success' : 'Important'}
        </h2>
      </div>
      <div class="nhsuk-notification-banner__content">
        {children ? (
          <h3 class="nhsuk-notification-banner__heading">{text}</h3>
        ) : (
          <p class="nhsuk-notification-banner__heading">{text}</p>
        )}
        {children}
      </div>
    </div>
  )
}
