/** What a specialist must be skilled in to answer. `general`: any accredited specialist in occupational medicine. */
export const SKILLS = [
  { id: 'general', title: 'General occupational medicine' },
  { id: 'mental-health', title: 'Mental health' },
  { id: 'blood-borne-virus', title: 'Blood-borne viruses' },
  { id: 'substance-misuse', title: 'Substance misuse' },
  { id: 'ill-health-retirement', title: 'Ill-health retirement' },
  { id: 'fitness-to-practise', title: 'Fitness for work with a possible regulator concern' },
  { id: 'respiratory', title: 'Respiratory conditions' },
  { id: 'skin', title: 'Skin conditions' },
  { id: 'hand-arm-vibration', title: 'Hand-arm vibration' },
] as const
export type Skill = (typeof SKILLS)[number]['id']

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
