import type { PageRoute } from '../page.ts'
import { icsPages as systemPages } from './ics.page.tsx'
import { whatIfPages } from './what-if/what-if.page.tsx'

/** One integrated care system: what it can do, what has been published of it, and what could be different. */
export const icsPages: readonly PageRoute[] = [...systemPages, ...whatIfPages]
