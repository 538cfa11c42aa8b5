import type { ConfidentialityGate } from '@oh/escalation'

/** What is read out or shown before a gate is recorded. Its version is kept with the gate, so a change is a new version. */
export interface GateText {
  readonly kind: ConfidentialityGate['kind']
  readonly version: string
  readonly sentences: readonly string[]
}

/** The wording in use for each kind. To be confirmed by a clinician and the privacy officer. */
export const GATE_TEXTS: readonly GateText[] = [
  {
    kind: 'explicit-consent',
    version: 'consent-to-pool-1',
    sentences: [
      'Your occupational health service would like to ask a specialist of the regional pool for advice about you.',
      'We send a question, a summary of your health and your job, and your age band. We do not send your name.',
      'The specialist who takes your case then sees your name, employer and post, to check that you do not know each other.',
      'You can say which specialists must not see it. You can withdraw at any time, and we will tell you what that means.',
      'Your manager is not told what is sent, nor what comes back.',
    ],
  },
  {
    kind: 'same-team-care',
    version: 'same-team-care-1',
    sentences: ['The worker has been told that colleagues in this occupational health service see the record.'],
  },
  {
    kind: 'required-by-law',
    version: 'required-by-law-1',
    sentences: ['A law requires this to be shared. Only what it requires is shared, and the worker is told.'],
  },
  {
    kind: 'public-interest',
    version: 'public-interest-1',
    sentences: [
      'Sharing without consent is justified only when the risk to others outweighs confidentiality.',
      'Discuss it with a senior colleague, your professional body or your indemnity body first, and record it.',
      'Share the least that is needed, and tell the worker unless that itself would put somebody at risk.',
    ],
  },
]

export function gateTextOf(kind: ConfidentialityGate['kind']): GateText {
  const text = GATE_TEXTS.find((row) => row.kind === kind)
  if (!text) throw new Error(`no wording for ${kind}`)
  return text
}
