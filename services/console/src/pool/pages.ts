import type { PageRoute } from '../page.ts'
import { boardPages } from './board.page.tsx'
import { acceptedPages } from './escalation.page.tsx'
import { explainPages } from './explain.page.tsx'
import { messagePages } from './messages.page.tsx'
import { offerPages } from './offers.page.tsx'
import { policyPages } from './policy.page.tsx'
import { sessionPages } from './sessions.page.tsx'

/** The specialist pool. `/pool/{spoke}/{id}` comes last: the named pages would pass for it. */
export const poolPages: readonly PageRoute[] = [
  ...offerPages,
  ...sessionPages,
  ...boardPages,
  ...explainPages,
  ...messagePages,
  ...policyPages,
  ...acceptedPages,
]
