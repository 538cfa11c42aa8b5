import type { PageRoute } from '../page.ts'
import { decidePages } from './decide.page.tsx'
import { gatePages } from './gate.page.tsx'
import { withdrawPages } from './withdraw.page.tsx'

/** Recording consent, or what stands in its place, and taking it back. */
export const consentPages: readonly PageRoute[] = [...gatePages, ...withdrawPages, ...decidePages]
