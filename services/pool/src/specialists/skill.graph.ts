import { badInput } from '@oh/graph'
import { type Skill, skillTitle } from '@oh/kernel'
import { asSkill } from '@oh/routing'
import { builder } from '../builder.ts'

export const PoolSkill = builder.objectRef<Skill>('PoolSkill').implement({
  description: 'What an escalation may need and a specialist may have.',
  fields: (t) => ({
    skill: t.string({ nullable: false, description: 'The stable word.', resolve: (skill) => skill }),
    title: t.string({ nullable: false, resolve: skillTitle }),
  }),
})

export const RoutingReason = builder.objectRef<{ readonly word: string; readonly sentence: string }>('RoutingReason').implement({
  description: 'Why routing did what it did, or what may be answered to it.',
  fields: (t) => ({
    word: t.exposeString('word', { nullable: false, description: 'The stable word, for programs.' }),
    sentence: t.exposeString('sentence', { nullable: false, description: 'The sentence, for people.' }),
  }),
})

/** The skill that was asked for; none was when nothing was said. */
export function skillIn(text: string | null | undefined): Skill | undefined {
  if (text == null) return undefined
  const skill = asSkill(text)
  if (!skill) throw badInput('Choose a skill from the list.')
  return skill
}
