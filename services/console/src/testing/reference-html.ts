import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { TypedDate } from '../layout/date-input.view.tsx'

/** The options of a reference component, as far as we offer the same. */
export interface Given {
  readonly text?: string
  readonly html?: string
  readonly visuallyHiddenText?: string
  readonly heading?: string | Given
  readonly label?: string | Given
  readonly legend?: Given
  readonly fieldset?: Given
  readonly hint?: Given
  readonly errorMessage?: Given
  readonly name?: string
  readonly id?: string
  readonly idPrefix?: string
  readonly value?: string | Given
  readonly size?: 's' | 'm' | 'l'
  readonly href?: string
  readonly items?: readonly Given[]
  readonly variant?: string
  readonly small?: boolean
  readonly inline?: boolean
  readonly open?: boolean
  readonly border?: boolean
  readonly colour?: string | false
  readonly clickable?: boolean
  readonly description?: string | Given
  readonly divider?: string
  readonly width?: number
  readonly type?: string
  readonly autocomplete?: string
  readonly spellcheck?: boolean
  readonly maxlength?: number
  readonly rows?: unknown
  readonly values?: readonly string[] | TypedDate
  readonly errorList?: readonly Given[]
  readonly summary?: Given
  readonly caption?: Given
  readonly head?: readonly Given[]
  readonly format?: string
  readonly scroll?: boolean
  readonly firstCellIsHeader?: boolean
  readonly level?: 2 | 3
  readonly key?: Given
  readonly actions?: Given
  readonly status?: Given
  readonly tag?: Given
  readonly classes?: string
  readonly meta?: Given
  readonly previous?: Given
  readonly next?: Given
}

export interface Reference {
  readonly name: string
  readonly context: Given
  readonly html: string
}

const require = createRequire(import.meta.url)

// other ways to say the same, which we do not offer
const OTHER_SPELLING =
  /without fieldset|call block|heading HTML|error only|deprecated|empty items|as string|string items|without heading|array/

/** The examples that nhsuk-frontend ships for a component: options and the HTML its own macro makes of them. */
export function referencesOf(component: string): Reference[] {
  const file = require.resolve(`nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`)
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Reference[] }
  return fixtures.filter(({ name }) => !OTHER_SPELLING.test(name))
}

/** True when nothing is given beyond these options. */
export function has(given: Given | undefined, ...options: string[]): boolean {
  return Object.keys(given ?? {}).every((key) => options.includes(key))
}

/** Text, or HTML that the reference itself trusts. */
export function words(given: string | Given | undefined): Child {
  if (typeof given !== 'object') return given
  return given.html === undefined ? given.text : raw(given.html)
}

/** Same tags, same attributes in any order, same words; white space around tags does not count. */
export function normalHtml(html: string): string {
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g, (_, tag: string, attributes: string) => {
      const pairs = [...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, name, value]) => ` ${name}="${value ?? ''}"`)
      return `<${tag}${pairs.sort().join('')}>`
    })
    .replaceAll('</path>', '')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .replaceAll('> ', '>')
    .replaceAll(' <', '<')
    .trim()
}

export interface Comparison {
  readonly component: string
  /** True for examples that use only what we offer. */
  readonly offered: (given: Given, name: string) => boolean
  readonly ours: (given: Given) => Child
  /** A net that compares too little proves nothing. */
  readonly atLeast: number
  /** Where we differ on purpose: taken out of both sides. */
  readonly except?: (html: string) => string
}

/** The examples of a component that we can draw, as pairs of our HTML and the reference's. */
export function compare({ component, offered, ours, except = (html) => html }: Comparison) {
  return referencesOf(component)
    .filter(({ name, context }) => offered(context, name))
    .map(({ name, context, html }) => ({
      name,
      ours: except(normalHtml(String(ours(context)))),
      reference: except(normalHtml(html)),
    }))
}
