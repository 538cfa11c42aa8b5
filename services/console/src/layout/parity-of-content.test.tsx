import { raw } from 'hono/html'
import { describe, expect, it } from 'vitest'
import { type Comparison, compare, type Given, has, normalHtml, referencesOf, words } from '../testing/reference-html.ts'
import { Footer } from './footer.view.tsx'
import { Header } from './header.view.tsx'
import { Card, SummaryList, TaskList } from './lists.view.tsx'
import { Details, InsetText, NotificationBanner, Tag, type TagColour, WarningCallout } from './messages.view.tsx'
import { BackLink, Breadcrumbs, type PageLink, Pagination } from './navigation.view.tsx'
import { Table } from './table.view.tsx'

const list = (given: unknown): readonly Given[] => (Array.isArray(given) ? given : [])
const linkOf = (given: Given, text: string | undefined = given.text): PageLink => ({ href: given.href ?? '', text: text ?? '' })
const ourCards = [undefined, 'primary', 'feature'] as const
type OurCard = (typeof ourCards)[number]

const messages: Comparison[] = [
  {
    component: 'tag',
    offered: (given) => has(given, 'text', 'colour') && given.colour !== false,
    ours: (given) => <Tag colour={given.colour as TagColour | undefined}>{given.text}</Tag>,
    atLeast: 1,
  },
  {
    component: 'inset-text',
    offered: (given) => has(given, 'text', 'html'),
    ours: (given) => <InsetText>{given.html === undefined ? <p>{given.text}</p> : words(given)}</InsetText>,
    atLeast: 2,
  },
  {
    component: 'details',
    offered: (given) => has(given, 'summary', 'text', 'html', 'open') && has(given.summary, 'text'),
    ours: (given) => (
      <Details summary={given.summary?.text ?? ''} open={given.open === true}>
        {words(given)}
      </Details>
    ),
    atLeast: 3,
  },
  {
    component: 'warning-callout',
    offered: (given) => has(given, 'heading', 'text'),
    ours: (given) => (
      <WarningCallout heading={String(words(given.heading))}>
        <p class="nhsuk-card__description">{given.text}</p>
      </WarningCallout>
    ),
    atLeast: 2,
  },
  {
    component: 'notification-banner',
    offered: (given) =>
      has(given, 'variant', 'text') ||
      (has(given, 'variant', 'heading', 'html') && given.heading !== undefined && given.variant !== undefined),
    ours: (given) => (
      <NotificationBanner text={given.text ?? words(given.heading)} success={given.variant === 'success'}>
        {given.html === undefined ? undefined : raw(given.html)}
      </NotificationBanner>
    ),
    atLeast: 3,
  },
]

const navigation: Comparison[] = [
  {
    component: 'breadcrumb',
    offered: (given) => has(given, 'items'),
    ours: ({ items = [] }) => <Breadcrumbs items={items.map((item) => linkOf(item)) as [PageLink]} />,
    atLeast: 1,
  },
  {
    component: 'back-link',
    offered: (given) => has(given, 'href', 'text') && given.href !== undefined,
    ours: (given) => <BackLink {...linkOf(given)} />,
    atLeast: 1,
  },
  {
    component: 'pagination',
    offered: (given) =>
      has(given, 'previous', 'next') &&
      [given.previous, given.next].every((to) => to === undefined || typeof to.label === 'string') &&
      has(given.next, 'label', 'href'),
    ours: (given) => {
      const [previous, next] = [given.previous, given.next].map((to) =>
        to === undefined ? undefined : linkOf(to, String(to.label)),
      )
      return <Pagination previous={previous} next={next} />
    },
    atLeast: 3,
  },
  {
    component: 'footer',
    offered: (_, name) => name === 'with meta links',
    ours: (given) => <Footer links={list(given.meta?.items).map((item) => linkOf(item))} />,
    // no claim of copyright by NHS England
    except: (html) => html.replace('<p class="nhsuk-body-s">© NHS England</p>', ''),
    atLeast: 1,
  },
]

const actionsOf = (row: Given) => list(row.actions?.items)

const lists: Comparison[] = [
  {
    component: 'summary-list',
    offered: (given) =>
      has(given, 'rows', 'border') &&
      list(given.rows).every(
        (row) =>
          has(row, 'key', 'value', 'actions') &&
          has(row.key, 'text') &&
          actionsOf(row).length <= 1 &&
          actionsOf(row).every((item) => has(item, 'href', 'text', 'visuallyHiddenText')),
      ),
    ours: (given) => (
      <SummaryList
        border={given.border !== false}
        rows={list(given.rows).map((row) => {
          const [item] = actionsOf(row)
          return {
            key: row.key?.text ?? '',
            value: words(row.value),
            change: item && { ...linkOf(item), of: item.visuallyHiddenText ?? '' },
          }
        })}
      />
    ),
    atLeast: 3,
  },
  {
    component: 'task-list',
    offered: (_, name) => name === 'default',
    ours: ({ idPrefix = '', items = [] }) => (
      <TaskList
        id={idPrefix}
        tasks={items.map(({ heading, href, hint, ...item }) => {
          const tag = item.status?.tag
          return {
            title: String(words(heading)),
            href,
            hint: words(hint),
            status: (
              <Tag
                colour={(tag?.colour || undefined) as TagColour | undefined}
                plain={tag?.border === false && (tag.classes?.includes('secondary') ? 'quiet' : true)}
              >
                {tag?.text}
              </Tag>
            ),
          }
        })}
      />
    ),
    atLeast: 1,
  },
  {
    component: 'card',
    offered: (given) =>
      has(given, 'heading', 'description', 'href', 'clickable', 'variant') &&
      ourCards.includes(given.variant as OurCard) &&
      typeof given.description === 'string' &&
      typeof given.heading === 'object' &&
      given.heading.size !== undefined &&
      (given.href === undefined) === (given.clickable === undefined),
    ours: ({ heading = '', href, ...given }) => (
      <Card
        heading={String(words(heading))}
        {...(typeof heading === 'object' ? { size: heading.size, level: (heading.level ?? 2) as 2 | 3 } : {})}
        href={href}
        variant={given.variant as OurCard}
        description={given.description as string}
      />
    ),
    atLeast: 2,
  },
  {
    component: 'tables',
    offered: (given) =>
      has(given, 'caption', 'firstCellIsHeader', 'head', 'rows', 'scroll') &&
      given.firstCellIsHeader === true &&
      has(given.caption, 'id', 'text', 'size') &&
      list(given.head).every((cell) => has(cell, 'text', 'format')) &&
      list(given.rows).every((row) => list(row).every((cell) => has(cell, 'text'))),
    ours: (given) => (
      <Table
        id={given.caption?.id?.replace('-caption', '') ?? ''}
        caption={given.caption?.text}
        captionSize={given.caption?.size}
        columns={list(given.head).map((cell, index) => ({
          key: String(index),
          text: cell.text ?? '',
          numeric: cell.format === 'numeric',
        }))}
        rows={list(given.rows).map((row) => list(row).map(({ text }) => text))}
        {...(given.scroll === true ? { small: 'scroll' as const } : {})}
      />
    ),
    // the scroll region can be reached by keyboard before any script has run
    except: (html) => html.replace(' tabindex="0"', ''),
    atLeast: 2,
  },
]

it.each([...messages, ...navigation, ...lists])('$component has the markup of nhsuk-frontend', (comparison) => {
  const pairs = compare(comparison)
  expect(pairs.length).toBeGreaterThanOrEqual(comparison.atLeast)
  for (const { name, ours, reference } of pairs) expect(ours, name).toBe(reference)
})

describe('the header', () => {
  const items = ['Health A to Z', 'Live Well', 'Mental health', 'Care and support', 'Pregnancy', 'NHS services']
  const links = items.map((text) => ({ href: text === 'Pregnancy' ? '#here' : '#', text }))
  const header = normalHtml(
    String(<Header serviceName="OH" serviceHref="/" navigation={links} section="#here" person={{ name: 'Florence' }} />),
  )
  // types of buttons are said; the token is ours
  const plain = header.replaceAll(/ type="(submit|button)"/g, '').replace(/<input[^>]*>/, '')

  it('has the navigation of nhsuk-frontend', () => {
    const menu = /<nav aria-label="Menu".*<\/nav>/
    const [reference] = referencesOf('header').filter(({ name }) => name === 'with navigation')
    const wanted = menu.exec(normalHtml(reference?.html ?? ''))?.[0].replace('aria-current="true"', 'aria-current="page"')
    expect(menu.exec(plain)?.[0].replace('href="#here"', 'href="#"')).toBe(wanted)
  })

  it('signs out by a form and carries no NHS logo', () => {
    expect(plain).toContain('action="/sign-out" class="nhsuk-header__account-form" method="post"')
    expect(header).not.toContain('nhsuk-header__logo')
  })
})
