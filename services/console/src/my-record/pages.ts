import type { PageRoute } from '../page.ts'
import { ownConsentPages } from './consent.page.tsx'
import { recordPages } from './my-record.page.tsx'
import { accessPages } from './who-saw-it.page.tsx'

/** What a worker sees and decides about the own record. */
export const myRecordPages: readonly PageRoute[] = [...recordPages, ...accessPages, ...ownConsentPages]
