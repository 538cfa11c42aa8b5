import type { PageRoute } from '../page.ts'
import { showInbox } from './inbox.page.ts'
import { showMyReferrals } from './my-referrals.page.ts'
import { openNewReferral, openNewReferralStep, sendNewReferralStep } from './new-referral.page.ts'
import { openReferStep, sendReferStep, showReferDone, showReferStart } from './refer.page.ts'
import { recordWorkerTold, reopenWorkerTold, showReferral, triageReferral } from './referral.page.ts'

/** The pages on which workers are referred, and referrals triaged. What is more exact stands first. */
export const referralPages: readonly PageRoute[] = [
  showInbox,
  openNewReferral,
  openNewReferralStep,
  sendNewReferralStep,
  showReferral,
  triageReferral,
  reopenWorkerTold,
  recordWorkerTold,
  showReferStart,
  showReferDone,
  openReferStep,
  sendReferStep,
  showMyReferrals,
]
