/** What a case may need and a specialist may have, in a fixed order. `general`: any accredited specialist in occupational medicine. */
export const SKILLS = [
  'general',
  'mental-health',
  'blood-borne-virus',
  'substance-misuse',
  'ill-health-retirement',
  'fitness-to-practise',
  'respiratory',
  'skin',
  'hand-arm-vibration',
] as const
export type Skill = (typeof SKILLS)[number]

/** How people read each skill, for the middle of a sentence: the one list for the trust, the pool and the pages. */
export const SKILL_NAMES: Readonly<Record<Skill, string>> = {
  general: 'general occupational medicine',
  'mental-health': 'mental health',
  'blood-borne-virus': 'blood-borne viruses',
  'substance-misuse': 'substance misuse',
  'ill-health-retirement': 'ill-health retirement',
  'fitness-to-practise': 'fitness for work with a possible regulator concern',
  respiratory: 'respiratory conditions',
  skin: 'skin conditions',
  'hand-arm-vibration': 'hand-arm vibration',
}

/** `mental-health` as people read it at the start of a line: "Mental health". */
export function skillTitle(skill: Skill): string {
  const name = SKILL_NAMES[skill]
  return name.charAt(0).toUpperCase() + name.slice(1)
}
