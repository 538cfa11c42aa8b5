import type { CaseEscalatedV1 } from '@oh/messages'
import { type EscalationState, GRADE_NAMES, type Grade, SKILL_NAMES, type Skill, type Urgency } from '@oh/routing'

/** How people read the words of an escalation. */
export const CATEGORY_TITLES: Readonly<Record<CaseEscalatedV1['category'], string>> = {
  'mental-health': 'Mental health',
  musculoskeletal: 'Muscles, bones and joints',
  'blood-borne-virus': 'Blood-borne virus',
  skin: 'Skin',
  respiratory: 'Breathing',
  'substance-misuse': 'Alcohol or drugs',
  neurological: 'Nervous system',
  cardiac: 'Heart and circulation',
  other: 'Something else',
}

export const URGENCY_TITLES: Readonly<Record<Urgency, string>> = { routine: 'Routine', soon: 'Soon', urgent: 'Urgent' }

export const STATE_TITLES: Readonly<Record<EscalationState, string>> = {
  received: 'Received, not offered yet',
  offered: 'Offered to a specialist',
  accepted: 'Accepted, conflict of interest not declared yet',
  opened: 'Being answered',
  countersigning: 'Written, waiting for the supervisor’s countersignature',
  answered: 'Answered',
  withdrawn: 'Consent withdrawn',
  'nobody-eligible': 'Nobody can take it now',
}

/** Why a case was sent up, as the spokes' rules name it. A word of a newer spoke is shown as it is. */
const REASON_TITLES: Readonly<Record<string, string>> = {
  'uncertainty-or-outside-protocol': 'Clinical uncertainty, or outside the protocol',
  'psychiatric-condition-with-risk-at-work': 'Psychiatric condition with a risk at work',
  'blood-borne-virus-with-risk-at-work': 'Blood-borne virus with a risk at work',
  'substance-misuse-with-risk-at-work': 'Alcohol or drug misuse with a risk at work',
  'fitness-for-work-with-regulator-concern': 'Fitness for work with a possible regulator concern',
  'ill-health-retirement': 'Ill-health retirement',
  'worker-is-a-doctor': 'The worker is a doctor',
  'work-hazard': 'A hazard at work may be the cause',
  'not-back-by-threshold': 'Not back at work in the set time',
  'advice-to-the-nurse': 'The nurse would like advice',
}

export const reasonTitle = (word: string): string => REASON_TITLES[word] ?? word

export const STANDING_TITLES: Readonly<Record<'fired' | 'added' | 'overruled', string>> = {
  fired: 'By the rules',
  added: 'Added by the nurse',
  overruled: 'Set aside by the nurse',
}

/** `mental-health` as people read it at the start of a line: "Mental health". */
export function skillTitle(skill: Skill): string {
  const name = SKILL_NAMES[skill]
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** `second-tier` as people read it at the start of a line: "Second tier". */
export function gradeTitle(grade: Grade): string {
  const name = GRADE_NAMES[grade]
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** `35-44` as people read it: "35 to 44". */
export function ageBandTitle(band: string): string {
  if (band === 'unknown') return 'Not known'
  const words = band.replaceAll('-', /^\d/.test(band) && !band.includes('and') ? ' to ' : ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const GATE_TITLES: Readonly<Record<CaseEscalatedV1['confidentialityGate']['kind'], string>> = {
  'explicit-consent': 'The worker gave explicit consent',
  'required-by-law': 'Disclosure is required by law',
  'public-interest': 'Disclosure is in the public interest, after a recorded senior discussion',
}

export function basisTitle({ article6, article9, schedule1 }: CaseEscalatedV1['gdprBasis']): string {
  return `UK GDPR articles ${article6} and ${article9}; Data Protection Act 2018, Schedule 1, ${schedule1}`
}
