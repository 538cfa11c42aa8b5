import type { PageContent } from '../layout/page.view.tsx'
import { absence, question as ask, background, reason, told } from './case-questions.view.tsx'
import { harm, helpNow, who } from './first-questions.view.tsx'
import type { JourneyPage } from './journey-facts.ts'
import type { StepId } from './steps.ts'
import { details, find, received, source, worker } from './worker-questions.view.tsx'

const QUESTIONS: Readonly<Record<StepId, (shown: JourneyPage) => PageContent>> = {
  who,
  harm,
  'help-now': helpNow,
  find,
  worker,
  details,
  source,
  received,
  reason,
  absence,
  question: ask,
  background,
  told,
}

/** The page of one step. */
export function question(step: StepId, shown: JourneyPage): PageContent {
  return QUESTIONS[step](shown)
}
