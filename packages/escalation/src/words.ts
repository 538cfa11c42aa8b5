import { SKILLS as SKILL_WORDS, type Skill, skillTitle } from '@oh/kernel'

export type { Skill } from '@oh/kernel'

/** What a specialist must be skilled in to answer, as a form lists it. */
export const SKILLS: readonly { readonly id: Skill; readonly title: string }[] = SKILL_WORDS.map((id) => ({
  id,
  title: skillTitle(id),
}))

/** How soon an answer is needed; the settings turn it into working days. */
export const URGENCIES = [
  { id: 'routine', title: 'Routine' },
  { id: 'soon', title: 'Soon' },
  { id: 'urgent', title: 'Urgent' },
] as const
export type Urgency = (typeof URGENCIES)[number]['id']

/** What the question is about, coarse enough for a queue without names. `skill`: what it calls for, where it calls for more than general. */
export const CATEGORIES = [
  { id: 'mental-health', title: 'Mental health', skill: 'mental-health' },
  { id: 'musculoskeletal', title: 'Muscles, bones and joints', skill: undefined },
  { id: 'blood-borne-virus', title: 'Blood-borne virus', skill: 'blood-borne-virus' },
  { id: 'skin', title: 'Skin', skill: 'skin' },
  { id: 'respiratory', title: 'Breathing', skill: 'respiratory' },
  { id: 'substance-misuse', title: 'Alcohol or drugs', skill: 'substance-misuse' },
  { id: 'neurological', title: 'Nervous system', skill: undefined },
  { id: 'cardiac', title: 'Heart and circulation', skill: undefined },
  { id: 'other', title: 'Something else', skill: undefined },
] as const satisfies readonly { id: string; title: string; skill: Skill | undefined }[]
export type Category = (typeof CATEGORIES)[number]['id']

/** Whether the worker is to be seen by the specialist, and how. */
export const SEE_WORKER = [
  { id: 'no', title: 'No, an answer in writing is enough' },
  { id: 'in-person', title: 'Yes, in person' },
  { id: 'virtual-allowed', title: 'Yes, a video call will do' },
] as const
export type SeeWorker = (typeof SEE_WORKER)[number]['id']
