import type { Child } from 'hono/jsx'
import { classNames } from './class-names.ts'

export interface Column {
  /** Stable name, used in `?sort=`. */
  readonly key: string
  readonly text: string
  /** Right-aligned figures of equal width. */
  readonly numeric?: boolean
  /** Read out but not shown, for a column of links. */
  readonly hidden?: boolean
  /** The heading becomes a link that sorts. */
  readonly sortable?: boolean
}

/** How the table is sorted now, and the address it is sorted by. */
export interface Sorting {
  readonly by: string
  readonly direction: 'ascending' | 'descending'
  readonly href: (by: string, direction: Sorting['direction']) => string
}

interface TableProps {
  readonly id: string
  readonly caption: Child
  readonly captionSize?: 's' | 'm' | 'l' | undefined
  readonly columns: readonly Column[]
  /** One row of cells in the order of the columns; the first cell names the row. */
  readonly rows: readonly (readonly Child[])[]
  readonly sorting?: Sorting
  /** `stack` turns each row into a block on a small screen; `scroll` scrolls sideways inside its own region. */
  readonly small?: 'stack' | 'scroll'
}

/** Rows of one kind. Sorting is done by the server through links, so it works everywhere and the address can be shared. */
export function Table(props: TableProps) {
  if (props.small !== 'scroll') return <PlainTable {...props} />
  return (
    <ScrollRegion labelledBy={`${props.id}-caption`}>
      <PlainTable {...props} />
    </ScrollRegion>
  )
}

/** A region that scrolls sideways by mouse, touch and keyboard, so that the page never does. */
function ScrollRegion({ labelledBy, children }: { readonly labelledBy: string; readonly children?: Child }) {
  return (
    <div class="nhsuk-scroll" data-module="nhsuk-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: reference markup */}
      <div class="nhsuk-scroll__content" role="region" aria-labelledby={labelledBy} tabindex={0}>
        {children}
      </div>
    </div>
  )
}

function PlainTable({ id, caption, captionSize, columns, rows, sorting, small }: TableProps) {
  const stack = small === 'stack'
  return (
    <table
      class={classNames('nhsuk-table', stack && 'nhsuk-table--responsive', sorting && 'nhsuk-table--sortable')}
      role={stack ? 'table' : undefined}
    >
      <caption
        class={classNames('nhsuk-table__caption', captionSize && `nhsuk-table__caption--${captionSize}`)}
        id={small === 'scroll' ? `${id}-caption` : undefined}
      >
        {caption}
        {sorting ? <span class="nhsuk-u-visually-hidden"> (Column headers are sortable)</span> : null}
      </caption>
      <thead class="nhsuk-table__head" role={stack ? 'rowgroup' : undefined}>
        <tr class="nhsuk-table__row" role={stack ? 'row' : undefined}>
          {columns.map((column) => (
            <HeaderCell column={column} sorting={sorting} stack={stack} />
          ))}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body">
        {rows.map((cells) => (
          <tr class="nhsuk-table__row" role={stack ? 'row' : undefined}>
            {columns.map((column, index) => (
              <BodyCell column={column} names={index === 0} stack={stack}>
                {cells[index]}
              </BodyCell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HeaderCell({ column, sorting, stack }: { column: Column; sorting: Sorting | undefined; stack: boolean }) {
  const sortable = sorting !== undefined && column.sortable === true
  const sorted = sortable && sorting.by === column.key ? sorting.direction : undefined
  const next = sorted === 'ascending' ? 'descending' : 'ascending'
  return (
    <th
      class={classNames('nhsuk-table__header', column.numeric && 'nhsuk-table__header--numeric')}
      scope="col"
      role={stack ? 'columnheader' : undefined}
      data-sort={sortable ? '' : undefined}
      aria-sort={sorted}
    >
      {sortable ? (
        <a class="nhsuk-link" href={sorting.href(column.key, next)}>
          {column.text}
        </a>
      ) : column.hidden ? (
        <span class="nhsuk-u-visually-hidden">{column.text}</span>
      ) : (
        column.text
      )}
    </th>
  )
}

function BodyCell({ column, names, stack, children }: { column: Column; names: boolean; stack: boolean; children?: Child }) {
  const content = stack ? (
    <>
      <span class="nhsuk-table__heading" aria-hidden="true">
        {column.hidden ? '' : column.text}{' '}
      </span>
      <span>{children}</span>
    </>
  ) : (
    children
  )
  if (names) {
    return (
      <th class="nhsuk-table__header" scope="row" role={stack ? 'rowheader' : undefined}>
        {content}
      </th>
    )
  }
  return (
    <td class={classNames('nhsuk-table__cell', column.numeric && 'nhsuk-table__cell--numeric')} role={stack ? 'cell' : undefined}>
      {content}
    </td>
  )
}
