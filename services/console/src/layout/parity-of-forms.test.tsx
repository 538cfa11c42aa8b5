import { expect, it } from 'vitest'
import { type Comparison, compare, type Given, has, words } from '../testing/reference-html.ts'
import { Button, ButtonLink } from './button.view.tsx'
import { Checkboxes, type Choice, Radios } from './choices.view.tsx'
import { DateInput, type TypedDate } from './date-input.view.tsx'
import { ErrorSummary } from './messages.view.tsx'
import { Select, Textarea, TextInput } from './text-fields.view.tsx'

const ASKED = ['label', 'fieldset', 'hint', 'errorMessage', 'id', 'idPrefix', 'name', 'value']

const questionOf = ({ label, fieldset }: Given): Given =>
  typeof label === 'string' ? { text: label } : (label ?? fieldset?.legend ?? {})
const asks = (given: Given, ...more: string[]) =>
  has(given, ...ASKED, ...more) &&
  has(questionOf(given), 'text', 'html', 'heading', 'size') &&
  has(given.fieldset, 'legend') &&
  has(given.errorMessage, 'text') &&
  typeof given.value !== 'object'

const field = (given: Given) => {
  const { heading, size } = questionOf(given)
  return {
    label: heading === undefined ? words(questionOf(given)) : words(heading),
    heading: heading === undefined ? undefined : (1 as const),
    size,
    name: given.name ?? given.idPrefix ?? given.id ?? '',
    id: given.idPrefix ?? given.id,
    hint: words(given.hint),
    error: given.errorMessage?.text,
    value: typeof given.value === 'string' ? given.value : undefined,
  }
}

const picks = (given: Given, ...more: string[]) =>
  asks(given, 'items', ...more) &&
  given.fieldset !== undefined &&
  (given.items ?? []).every((item) => has(item, 'value', 'text', 'html', 'hint', 'divider'))

const choicesOf = ({ items = [] }: Given): Choice[] =>
  items.flatMap((item, index) =>
    typeof item.value !== 'string'
      ? []
      : [
          {
            value: item.value,
            text: words(item),
            hint: words(item.hint),
            divider: items[index - 1]?.divider,
          },
        ],
  )

const ourButtons = [undefined, 'secondary', 'warning', 'reverse'] as const
type OurButton = (typeof ourButtons)[number]

const comparisons: Comparison[] = [
  {
    component: 'button',
    offered: (given) => has(given, 'text', 'variant', 'small', 'href') && ourButtons.includes(given.variant as OurButton),
    ours: ({ text, href, ...given }) => {
      const look = { variant: given.variant as OurButton, small: given.small }
      if (href === undefined) return <Button {...look}>{text}</Button>
      return (
        <ButtonLink href={href} {...look}>
          {text}
        </ButtonLink>
      )
    },
    // every button of ours ignores a double click
    except: (html) => html.replace(' data-prevent-double-click="true"', ''),
    atLeast: 8,
  },
  {
    component: 'input',
    offered: (given) => asks(given, 'width', 'autocomplete', 'spellcheck', 'type'),
    ours: (given) => (
      <TextInput
        {...field(given)}
        width={given.width as 10 | undefined}
        autocomplete={given.autocomplete}
        spellcheck={given.spellcheck}
        type={given.type as 'email' | undefined}
      />
    ),
    atLeast: 10,
  },
  { component: 'textarea', offered: (given) => asks(given), ours: (given) => <Textarea {...field(given)} />, atLeast: 4 },
  {
    component: 'character-count',
    offered: (given) => asks(given, 'maxlength', 'rows') && given.maxlength !== undefined,
    ours: (given) => <Textarea {...field(given)} limit={given.maxlength} rows={given.rows as number | undefined} />,
    atLeast: 6,
  },
  {
    component: 'select',
    offered: (given) => asks(given, 'items') && (given.items ?? []).every((item) => has(item, 'value', 'text')),
    ours: (given) => <Select {...field(given)} options={given.items as readonly { value: string; text: string }[]} />,
    atLeast: 4,
  },
  {
    component: 'radios',
    offered: (given) => picks(given, 'inline', 'small'),
    ours: (given) => <Radios {...field(given)} choices={choicesOf(given)} inline={given.inline} small={given.small} />,
    atLeast: 8,
  },
  {
    component: 'checkboxes',
    offered: (given) => picks(given, 'values', 'small'),
    ours: (given) => (
      <Checkboxes
        {...field(given)}
        choices={choicesOf(given)}
        values={given.values as string[] | undefined}
        small={given.small}
      />
    ),
    atLeast: 6,
  },
  {
    component: 'date-input',
    offered: (given) => asks(given, 'values'),
    ours: (given) => <DateInput {...field(given)} value={given.values as TypedDate | undefined} />,
    // its parts are called day, month and year, ours also say of what
    except: (html) => html.replaceAll(/ name="[^"]*"/g, ''),
    atLeast: 3,
  },
  {
    component: 'error-summary',
    offered: (given) => has(given, 'heading', 'errorList') && given.errorList?.every(({ href, text }) => href && text) === true,
    ours: (given) => (
      <ErrorSummary
        problems={Object.fromEntries((given.errorList ?? []).map(({ href, text }) => [href?.slice(1), text ?? '']))}
      />
    ),
    atLeast: 2,
  },
]

it.each(comparisons)('$component has the markup of nhsuk-frontend', (comparison) => {
  const pairs = compare(comparison)
  expect(pairs.length).toBeGreaterThanOrEqual(comparison.atLeast)
  for (const { name, ours, reference } of pairs) expect(ours, name).toBe(reference)
})
