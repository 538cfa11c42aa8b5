import { classNames } from './class-names.ts'
import { Icon } from './icons.view.tsx'

export interface PageLink {
  readonly href: string
  readonly text: string
}

/** Back to where the person most likely came from; one step, and always the same one for the page. */
export function BackLink({ href, text = 'Back' }: { readonly href: string; readonly text?: string }) {
  return (
    <a class="nhsuk-back-link" href={href}>
      {text}
    </a>
  )
}

/** The way down to this page, nearest last; on a small screen only the nearest is shown, as a back link. */
export function Breadcrumbs({ items }: { readonly items: readonly [PageLink, ...PageLink[]] }) {
  const nearest = items[items.length - 1] ?? items[0]
  return (
    <nav class="nhsuk-breadcrumb" aria-label="Breadcrumb">
      <ol class="nhsuk-breadcrumb__list">
        {items.map(({ href, text }) => (
          <li class="nhsuk-breadcrumb__list-item">
            <a class="nhsuk-breadcrumb__link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ol>
      <a class="nhsuk-back-link" href={nearest.href}>
        <span class="nhsuk-u-visually-hidden">Back to </span>
        {nearest.text}
      </a>
    </nav>
  )
}

/** Earlier and later part of a list that has no page numbers: lists across members are never counted. */
export function Pagination({
  previous,
  next,
}: {
  readonly previous?: PageLink | undefined
  readonly next?: PageLink | undefined
}) {
  if (!previous && !next) return null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: reference markup
    <nav class="nhsuk-pagination" role="navigation" aria-label="Pagination">
      <ul class="nhsuk-list nhsuk-pagination__list">
        {previous ? <PaginationItem to="previous" link={previous} /> : null}
        {next ? <PaginationItem to="next" link={next} /> : null}
      </ul>
    </nav>
  )
}

function PaginationItem({ to, link }: { to: 'previous' | 'next'; link: PageLink }) {
  const short = to === 'previous' ? 'prev' : 'next'
  return (
    <li class={`nhsuk-pagination-item--${to}`}>
      <a class={`nhsuk-pagination__link nhsuk-pagination__link--${short}`} href={link.href} rel={short}>
        <span class="nhsuk-pagination__title">
          {to === 'previous' ? 'Previous' : 'Next'}
          <span class="nhsuk-u-visually-hidden"> page</span>
        </span>
        <span class="nhsuk-u-visually-hidden">:</span>
        <span class="nhsuk-pagination__page">{link.text}</span>
        <Icon name={to === 'previous' ? 'arrow-left' : 'arrow-right'} />
      </a>
    </li>
  )
}

/** Views of one list, each with an address of its own: what tabs would hide behind JavaScript. */
export function SectionNavigation({
  label,
  items,
  current,
}: {
  readonly label: string
  readonly items: readonly PageLink[]
  readonly current: string
}) {
  return (
    <nav class="oh-sections" aria-label={label}>
      <ul class="oh-sections__list">
        {items.map(({ href, text }) => (
          <li class={classNames('oh-sections__item', href === current && 'oh-sections__item--current')}>
            <a class="oh-sections__link" href={href} aria-current={href === current ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
