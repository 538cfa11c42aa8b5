import { useContext } from 'hono/jsx'
import { classNames } from './class-names.ts'
import { FORM_TOKEN_FIELD, FormToken } from './form.view.tsx'
import { Icon } from './icons.view.tsx'
import type { PageLink } from './navigation.view.tsx'

/** Who is signed in, as the header shows it. */
export interface HeaderPerson {
  readonly name: string
  readonly job?: string | undefined
}

interface HeaderProps {
  readonly serviceName: string
  readonly serviceHref: string
  readonly person?: HeaderPerson | undefined
  readonly navigation: readonly PageLink[]
  /** The navigation link whose part of the service this page belongs to. */
  readonly section?: string | undefined
}

/** Service name, account and navigation. It carries no NHS logo: the logo is a protected mark that needs permission. */
export function Header({ serviceName, serviceHref, person, navigation, section }: HeaderProps) {
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: reference markup
    <header class="nhsuk-header" data-module="nhsuk-header" role="banner">
      <div class="nhsuk-header__container nhsuk-width-container">
        <div class="nhsuk-header__service">
          <a class="nhsuk-header__service-name" href={serviceHref}>
            {serviceName}
          </a>
        </div>
        {person ? <Account person={person} /> : null}
      </div>
      {navigation.length > 0 ? <Navigation items={navigation} section={section} /> : null}
    </header>
  )
}

function Account({ person: { name, job } }: { person: HeaderPerson }) {
  const token = useContext(FormToken)()
  return (
    <nav class="nhsuk-header__account" aria-label="Account">
      <ul class="nhsuk-header__account-list">
        <li class="nhsuk-header__account-item">
          <Icon name="user" />
          {job === undefined ? name : `${name}, ${job}`}
        </li>
        <li class="nhsuk-header__account-item">
          <form class="nhsuk-header__account-form" action="/sign-out" method="post" novalidate>
            <input type="hidden" name={FORM_TOKEN_FIELD} value={token} />
            <button class="nhsuk-header__account-button" type="submit">
              Sign out
            </button>
          </form>
        </li>
      </ul>
    </nav>
  )
}

function Navigation({ items, section }: { items: readonly PageLink[]; section: string | undefined }) {
  return (
    <nav class="nhsuk-header__navigation" aria-label="Menu">
      <div class="nhsuk-header__navigation-container nhsuk-width-container">
        <ul class="nhsuk-header__navigation-list">
          {items.map(({ href, text }) => (
            <li class={classNames('nhsuk-header__navigation-item', href === section && 'nhsuk-header__navigation-item--current')}>
              <a class="nhsuk-header__navigation-link" href={href} aria-current={href === section ? 'page' : undefined}>
                {href === section ? <strong class="nhsuk-header__navigation-item-current-fallback">{text}</strong> : text}
              </a>
            </li>
          ))}
          <li class="nhsuk-header__menu" hidden>
            <button
              class="nhsuk-header__menu-toggle nhsuk-header__navigation-link"
              type="button"
              id="toggle-menu"
              aria-expanded="false"
            >
              <span class="nhsuk-u-visually-hidden">Browse </span>More
            </button>
          </li>
        </ul>
      </div>
    </nav>
  )
}
