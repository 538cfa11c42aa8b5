import { badInput, type Page, readPage } from '@oh/graph'
import { asLondonDate, isInstant, isUuid } from '@oh/kernel'

export interface PageArgs {
  readonly first: number
  readonly after?: string | null | undefined
}

/** A page of a list ordered by a moment and an id; throws a clear input error for a cursor that is none of ours. */
export function readMomentPage(args: PageArgs): Page {
  return checked(readPage(args, 2), isInstant)
}

/** The same for a list ordered by a day and an id. */
export function readDayPage(args: PageArgs): Page {
  return checked(readPage(args, 2), (text) => asLondonDate(text) !== undefined)
}

/** The same for a list ordered by a name and an id. */
export function readNamePage(args: PageArgs): Page {
  return checked(readPage(args, 2), (text) => text !== '' && text.length <= LONGEST_NAME)
}

const LONGEST_NAME = 200

function checked(page: Page, isPlace: (text: string) => boolean): Page {
  const [place, id] = page.after ?? []
  if (page.after && !(isPlace(place ?? '') && isUuid(id ?? '')))
    throw badInput('This page link is not valid. Start again from the first page.')
  return page
}
