import type { Child } from 'hono/jsx'
import { Footer } from './footer.view.tsx'
import { Header, type HeaderPerson } from './header.view.tsx'
import { Lock } from './lock.view.tsx'
import { Tag } from './messages.view.tsx'
import { BackLink, Breadcrumbs, type PageLink } from './navigation.view.tsx'
import { SERVICE_NAME } from './words.ts'

/** Where a page's own files are, content hash included. */
export interface PageAssets {
  readonly styles: readonly string[]
  readonly script: string
  readonly icon: string
}

/** What stands around every page, whatever it says. */
export interface PageFrame {
  readonly assets: PageAssets
  readonly person?: HeaderPerson | undefined
  readonly navigation: readonly PageLink[]
  /** True where everybody and everything is made up. */
  readonly synthetic: boolean
  /** Seconds without activity after which the page locks; none when nobody is signed in. */
  readonly lockAfterSeconds?: number | undefined
}

/** What one page says about itself. */
export interface PageContent {
  readonly title: string
  readonly body: Child
  /** The navigation link this page belongs under. */
  readonly section?: string | undefined
  readonly back?: PageLink | undefined
  readonly breadcrumbs?: readonly [PageLink, ...PageLink[]] | undefined
  /** The form on it was refused: said first in the title, so that a screen reader hears it first. */
  readonly refused?: boolean | undefined
  /** For lists and tables that need the room. */
  readonly wide?: boolean | undefined
}

/** A whole HTML document but for its doctype. */
export function Page({ frame, content }: { readonly frame: PageFrame; readonly content: PageContent }) {
  const { assets, person, navigation, synthetic, lockAfterSeconds } = frame
  const { title, body, section, wide, refused } = content
  return (
    <html lang="en" class={wide ? 'oh-wide' : undefined}>
      <head>
        <meta charset="utf-8" />
        <title>{`${refused ? 'Error: ' : ''}${title} – ${SERVICE_NAME}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#005eb8" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        {assets.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <script type="module" src={assets.script}></script>
      </head>
      <body>
        <a class="nhsuk-skip-link" data-module="nhsuk-skip-link" href="#maincontent">
          Skip to main content
        </a>
        <Header serviceName={SERVICE_NAME} serviceHref="/" person={person} navigation={navigation} section={section} />
        {synthetic ? <SyntheticNotice /> : null}
        {person && lockAfterSeconds !== undefined ? <Lock afterSeconds={lockAfterSeconds} /> : null}
        <div class="nhsuk-width-container" data-oh-content>
          <WayBack content={content} />
          <main class="nhsuk-main-wrapper" id="maincontent">
            {body}
          </main>
        </div>
        <Footer />
      </body>
    </html>
  )
}

function WayBack({ content: { back, breadcrumbs } }: { content: PageContent }) {
  if (breadcrumbs) return <Breadcrumbs items={breadcrumbs} />
  if (!back) return null
  return (
    <nav aria-label="Back">
      <BackLink href={back.href} text={back.text} />
    </nav>
  )
}

function SyntheticNotice() {
  return (
    <section class="oh-notice" aria-label="About this copy">
      <div class="nhsuk-width-container">
        <p class="nhsuk-body-s oh-notice__text">
          <Tag colour="white">Made-up data</Tag> Every person and case here is invented. Do not enter real health information.
        </p>
      </div>
    </section>
  )
}

/** Two thirds of the width: as long as a line should be for reading and for forms. */
export function Column({ children }: { readonly children?: Child }) {
  return (
    <div class="nhsuk-grid-row">
      <div class="nhsuk-grid-column-two-thirds">{children}</div>
    </div>
  )
}

/** The page's heading, with what it is about above it. */
export function Heading({ caption, children }: { readonly caption?: Child; readonly children?: Child }) {
  return (
    <h1 class="nhsuk-heading-l">
      {caption ? <span class="nhsuk-caption-l">{caption}</span> : null}
      {caption ? ' ' : null}
      {children}
    </h1>
  )
}
