import type { Child } from 'hono/jsx'
import { classNames } from './class-names.ts'
import { Icon } from './icons.view.tsx'

export interface SummaryRow {
  readonly key: string
  readonly value: Child
  /** `of` completes the link's words for a screen reader: Change *date of birth*. */
  readonly change?: { readonly href: string; readonly text?: string; readonly of: string } | undefined
}

/** Facts about one thing, or answers to check. Rows without a change link line up with those that have one. */
export function SummaryList({ rows, border = true }: { readonly rows: readonly SummaryRow[]; readonly border?: boolean }) {
  const someChange = rows.some(({ change }) => change)
  return (
    <dl class={classNames('nhsuk-summary-list', !border && 'nhsuk-summary-list--no-border')}>
      {rows.map(({ key, value, change }) => (
        <div class={classNames('nhsuk-summary-list__row', someChange && !change && 'nhsuk-summary-list__row--no-actions')}>
          <dt class="nhsuk-summary-list__key">{key}</dt>
          <dd class="nhsuk-summary-list__value">{value}</dd>
          {change ? (
            <dd class="nhsuk-summary-list__actions">
              <a class="nhsuk-link" href={change.href}>
                {change.text ?? 'Change'}
                <span class="nhsuk-u-visually-hidden"> {change.of}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}

export interface Task {
  readonly title: string
  /** None when it cannot be started yet. */
  readonly href?: string | undefined
  readonly hint?: Child
  readonly status: Child
}

/** Things to do, each with where it stands. Give `status` a Tag. */
export function TaskList({ id, tasks }: { readonly id: string; readonly tasks: readonly Task[] }) {
  return (
    <ul class="nhsuk-task-list">
      {tasks.map((task, index) => (
        <TaskItem id={`${id}-${index + 1}`} task={task} />
      ))}
    </ul>
  )
}

function TaskItem({ id, task: { title, href, hint, status } }: { id: string; task: Task }) {
  const hintId = `${id}-hint`
  const statusId = `${id}-status`
  return (
    <li class={classNames('nhsuk-task-list__item', href !== undefined && 'nhsuk-task-list__item--with-link')}>
      <div class="nhsuk-task-list__name-and-hint">
        {href === undefined ? (
          <div>{title}</div>
        ) : (
          <a class="nhsuk-task-list__link nhsuk-link" href={href} aria-describedby={hint ? `${hintId} ${statusId}` : statusId}>
            {title}
          </a>
        )}
        {hint ? (
          <div class="nhsuk-task-list__hint" id={hintId}>
            {hint}
          </div>
        ) : null}
      </div>
      <div class="nhsuk-task-list__status" id={statusId}>
        {status}
      </div>
    </li>
  )
}

interface CardProps {
  readonly heading: string
  readonly level?: 2 | 3
  readonly size?: 's' | 'm' | 'l' | undefined
  /** Makes the whole card lead there. */
  readonly href?: string | undefined
  readonly variant?: 'primary' | 'feature' | undefined
  readonly description?: Child
  readonly children?: Child
}

/** One thing, set apart. With `href` the heading is a link and the card can be clicked anywhere. */
export function Card({ heading, level = 2, size = 'm', href, variant, description, children }: CardProps) {
  const title = href === undefined ? heading : <CardLink href={href} text={heading} />
  const name = `nhsuk-card__heading nhsuk-heading-${size}`
  return (
    <div class={classNames('nhsuk-card', href !== undefined && 'nhsuk-card--clickable', variant && `nhsuk-card--${variant}`)}>
      <div class="nhsuk-card__content">
        {level === 3 ? <h3 class={name}>{title}</h3> : <h2 class={name}>{title}</h2>}
        {description ? <p class="nhsuk-card__description">{description}</p> : null}
        {children}
        {variant === 'primary' ? <Icon name="chevron-right-circle" /> : null}
      </div>
    </div>
  )
}

function CardLink({ href, text }: { href: string; text: string }) {
  return (
    <a class="nhsuk-card__link" href={href}>
      {text}
    </a>
  )
}

/** What has happened and what is still to come, oldest first. */
export function Progress({
  steps,
}: {
  readonly steps: readonly { readonly text: Child; readonly detail?: Child; readonly done: boolean }[]
}) {
  return (
    <ol class="oh-progress">
      {steps.map(({ text, detail, done }) => (
        <li class={classNames('oh-progress__step', !done && 'oh-progress__step--ahead')}>
          <span class="nhsuk-u-visually-hidden">{done ? 'Done: ' : 'Not done yet: '}</span>
          {text}
          {detail ? <span class="oh-progress__detail">{detail}</span> : null}
        </li>
      ))}
    </ol>
  )
}
