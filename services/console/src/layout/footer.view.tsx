import type { PageLink } from './navigation.view.tsx'

const LINKS: readonly PageLink[] = [
  { href: '/accessibility-statement', text: 'Accessibility statement' },
  { href: '/privacy', text: 'Privacy and confidentiality' },
  { href: '/help', text: 'Help' },
  { href: '/cookies', text: 'Cookies' },
]

export function Footer({ links = LINKS }: { readonly links?: readonly PageLink[] }) {
  return (
    <footer class="nhsuk-footer" role="contentinfo">
      <div class="nhsuk-width-container">
        <div class="nhsuk-footer__meta">
          <h2 class="nhsuk-u-visually-hidden">Support links</h2>
          <ul class="nhsuk-footer__list">
            {links.map(({ href, text }) => (
              <li class="nhsuk-footer__list-item">
                <a class="nhsuk-footer__list-item-link" href={href}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </footer>
  )
}
