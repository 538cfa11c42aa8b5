import type { PageRoute } from '../page.ts'
import { boardPages } from './board.page.tsx'
import { acceptedPages } from './escalation.page.tsx'
import { explainPages } from './explain.page.tsx'
import { jobPlanFormPages } from './job-plan-forms.page.tsx'
import { jobPlanPages } from './job-plans.page.tsx'
import { leavePages } from './leave.page.tsx'
import { messagePages } from './messages.page.tsx'
import { myTimePages } from './my-time.page.tsx'
import { offerPages } from './offers.page.tsx'
import { policyPages } from './policy.page.tsx'
import { rotaPages } from './rota.page.tsx'
import { sessionPages } from './sessions.page.tsx'
import { workAtPages } from './work-at.page.ts'

/** The specialist pool. `/pool/{spoke}/{id}` comes last: the named pages would pass for it. */
export const poolPages: readonly PageRoute[] = [
  ...offerPages,
  ...sessionPages,
  ...workAtPages,
  ...boardPages,
  ...explainPages,
  ...messagePages,
  ...policyPages,
  ...jobPlanFormPages,
  ...jobPlanPages,
  ...leavePages,
  ...rotaPages,
  ...myTimePages,
  ...acceptedPages,
]
