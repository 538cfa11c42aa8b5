import { type Instant, isInstant, isUuid } from '@oh/kernel'
import { badInput } from './errors.ts'

export const LARGEST_PAGE = 100

/** One page of a list: `first` rows after the cursor. */
export interface Page {
  readonly first: number
  readonly after?: readonly string[]
}

/** One page of a list ordered by a moment and an id. */
export interface MomentPage {
  readonly first: number
  readonly after?: { readonly at: Instant; readonly id: string }
}

/** Checks `first` (1 to 100) and opens the cursor; throws a clear input error otherwise. `parts` is how many values the cursor holds. */
export function readPage(args: { first: number; after?: string | null | undefined }, parts: number): Page {
  if (args.first < 1 || args.first > LARGEST_PAGE) throw badInput(`Ask for 1 to ${LARGEST_PAGE} rows.`)
  if (args.after == null) return { first: args.first }
  const after = openCursor(args.after)
  if (after?.length !== parts) throw badInput('This page link is not valid. Start again from the first page.')
  return { first: args.first, after }
}

/** A page of a list ordered by a moment and an id; throws a clear input error for a cursor that is none of ours. */
export function readMomentPage(args: { first: number; after?: string | null | undefined }): MomentPage {
  const { first, after } = readPage(args, 2)
  if (!after) return { first }
  const [at = '', id = ''] = after
  if (!isInstant(at) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { first, after: { at: at as Instant, id } }
}

/** The cursor of a row: the values it is ordered by, opaque to clients. */
export function cursorOf(...values: string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

function openCursor(cursor: string): string[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined
  } catch {
    return undefined
  }
}

/** Rows read as `first + 1` become a page that knows whether another follows. */
export function pageOf<Row>(rows: readonly Row[], first: number, cursor: (row: Row) => string) {
  const shown = rows.slice(0, first)
  const last = shown.at(-1)
  return { rows: shown, pageInfo: { hasNextPage: rows.length > first, endCursor: last === undefined ? null : cursor(last) } }
}
