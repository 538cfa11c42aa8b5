import { SKILLS, type Skill } from '@oh/kernel'

export { SKILL_NAMES, SKILLS, type Skill } from '@oh/kernel'

export const URGENCIES = ['routine', 'soon', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

/** The skill when the text is one of `SKILLS`, else undefined. */
export function asSkill(text: string): Skill | undefined {
  return SKILLS.find((skill) => skill === text)
}

/** The urgency when the text is one of `URGENCIES`, else undefined. */
export function asUrgency(text: string): Urgency | undefined {
  return URGENCIES.find((urgency) => urgency === text)
}

/** How many specialists have each skill (people). A skill that nobody has is absent. */
export type Holders = ReadonlyMap<Skill, number>

/**
 * Counts who has each skill; the fewer, the scarcer. A skill listed twice by one specialist counts once.
 * Empty input gives an empty map.
 */
export function holdersOf(specialists: readonly { readonly skills: readonly Skill[] }[]): Holders {
  const holders = new Map<Skill, number>()
  for (const { skills } of specialists) {
    for (const skill of new Set(skills)) holders.set(skill, (holders.get(skill) ?? 0) + 1)
  }
  return holders
}

/**
 * How many specialists have the scarcest of these skills (people, 0 when nobody has it): the lower, the scarcer.
 * No skills at all gives Infinity, the least scarce of all.
 */
export function scarcityOf(skills: readonly Skill[], holders: Holders): number {
  return Math.min(...skills.map((skill) => holders.get(skill) ?? 0))
}

/**
 * The one of these skills that fewest specialists have, ties in the order of `SKILLS`; undefined when there are none.
 * A booking names one skill: pass it this one of an escalation that needs several.
 */
export function scarcestOf(skills: readonly Skill[], holders: Holders): Skill | undefined {
  const scarcity = scarcityOf(skills, holders)
  return SKILLS.find((skill) => skills.includes(skill) && (holders.get(skill) ?? 0) === scarcity)
}

/**
 * The holders of each skill of a specialist that this work does not need, scarcest first.
 * It says what would be tied up by choosing him or her: [1, 4] ties up a skill nobody else has, and one that four have.
 */
export function spareSkills(skills: readonly Skill[], needed: readonly Skill[], holders: Holders): readonly number[] {
  return [...new Set(skills)]
    .filter((skill) => !needed.includes(skill))
    .map((skill) => holders.get(skill) ?? 0)
    .sort((one, other) => one - other)
}

/** Negative when the first ties up less: compared scarcest skill by scarcest skill, and nothing more to tie up is less. */
export function compareSpareSkills(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((holders, index) => holders !== other[index])
  if (at === -1) return one.length - other.length
  const [mine, theirs] = [one[at] ?? 0, other[at]]
  return theirs === undefined ? 1 : theirs - mine
}
