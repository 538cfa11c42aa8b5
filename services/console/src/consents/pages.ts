import type { PageRoute } from '../page.ts'
import { askConsentPages } from './ask-consent.page.tsx'
import { decidePages } from './decide.page.tsx'
import { gatePages } from './gate.page.tsx'
import { withdrawPages } from './withdraw.page.tsx'

/** Asking for consent, recording it, or what stands in its place, and taking it back. */
export const consentPages: readonly PageRoute[] = [...askConsentPages, ...gatePages, ...withdrawPages, ...decidePages]
