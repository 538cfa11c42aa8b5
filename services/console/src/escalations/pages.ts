import type { PageRoute } from '../page.ts'
import { escalatePages } from './escalate.page.tsx'
import { escalationListPages } from './escalations.page.tsx'
import { opinionPages } from './opinion.page.tsx'
import { sentPages } from './sent.page.tsx'

/** Sending a case up, what was sent, and what came back. */
export const escalationPages: readonly PageRoute[] = [...escalatePages, ...escalationListPages, ...sentPages, ...opinionPages]
