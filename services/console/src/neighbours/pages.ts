import type { PageRoute } from '../page.ts'
import { agreementPages } from './agreements.page.tsx'
import { lentSessionPages } from './sessions.page.tsx'
import { usePages } from './use.page.tsx'

/** Neighbouring pools: agreements, lent sessions, the ledger, and how the pool's time is used. */
export const neighbourPages: readonly PageRoute[] = [...agreementPages, ...lentSessionPages, ...usePages]
