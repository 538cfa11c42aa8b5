import { SUBMISSION_SENT_V1, SUBMISSION_SENT_V2 } from '@oh/messages'
import type { Handlers } from '@oh/relay'
import type { Rollup } from './context.ts'
import { takeInSubmission } from './submissions/take-in-submission.ts'

/** What spokes may tell the rollup. Anything else is refused. */
export function inboxHandlers(rollup: Pick<Rollup, 'members' | 'keyring'>): Handlers {
  const takeIn = takeInSubmission(rollup)
  return { [SUBMISSION_SENT_V1]: takeIn, [SUBMISSION_SENT_V2]: takeIn }
}
