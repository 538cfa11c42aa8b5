import type { PageRoute } from '../page.ts'
import { showOverview } from './overview.page.ts'

/** Home for roles that have no list to work through. */
export const homePages: readonly PageRoute[] = [showOverview]
