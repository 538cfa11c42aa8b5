import type { SentFields } from '../../form.ts'
import type { Problems } from '../../layout/messages.view.tsx'
import type { WhatIfBase } from './ask-base.ts'

/** What can be different, in the order of the form. */
export const CHANGES = ['move-pas', 'add-wte', 'lose-specialist', 'surge', 'more-clinic'] as const
export type ChangeKind = (typeof CHANGES)[number]

/** The form as it is filled in: the changes chosen, and the text of each field by its name. */
export interface Question {
  readonly chosen: readonly ChangeKind[]
  readonly skills: readonly string[]
  readonly texts: Readonly<Record<string, string>>
}

/** The name of an assumption's field. */
export const assumptionField = (id: string): string => `assume.${id}`

const TEXTS = ['pas', 'from', 'to', 'wte', 'trust', 'lose', 'factor', 'fromWeek', 'weeks', 'morePas', 'moreOf'] as const

/** The form as it first stands, with one change chosen where a ready question is opened. */
export function readyQuestion({ specialists, trusts, skills, assumptions }: WhatIfBase, kind: string | undefined): Question {
  const chosen = CHANGES.filter((change) => change === kind)
  const byHours = specialists.toSorted((one, other) => other.clinicHours - one.clinicHours)
  const [most, least] = [byHours[0]?.id ?? '', byHours.at(-1)?.id ?? '']
  return {
    chosen,
    skills: skills.map(({ skill }) => skill),
    texts: {
      ...{ pas: '2', from: most, to: least, wte: '1.0', trust: trusts[0]?.code ?? '', lose: onlyHolder(specialists) ?? most },
      ...{ factor: '1.7', fromWeek: '5', weeks: '4', morePas: '1', moreOf: most },
      ...Object.fromEntries(assumptions.map(({ id, value }) => [assumptionField(id), String(value)])),
    },
  }
}

/** Whoever alone has the skill in blood-borne viruses, else whoever alone has some skill. */
function onlyHolder(specialists: WhatIfBase['specialists']): string | undefined {
  const working = specialists.filter(({ clinicHours }) => clinicHours > 0)
  const holders = new Map<string, string[]>()
  for (const { id, skills } of working) for (const { skill } of skills) holders.set(skill, [...(holders.get(skill) ?? []), id])
  const alone = (skill: string) => (holders.get(skill)?.length === 1 ? holders.get(skill)?.[0] : undefined)
  return ['blood-borne-virus', ...holders.keys()].map(alone).find((id) => id !== undefined)
}

/** The form as it was sent. */
export function sentQuestion(form: SentFields, { assumptions }: WhatIfBase): Question {
  const names = [...TEXTS, ...assumptions.map(({ id }) => assumptionField(id))]
  return {
    chosen: CHANGES.filter((change) => form.all('change').includes(change)),
    skills: form.all('skills'),
    texts: Object.fromEntries(names.map((name) => [name, form.text(name)])),
  }
}

/** What is asked of the pool, or what is wrong in the form, by field. */
export function inputOf({ chosen, skills, texts }: Question, { assumptions }: WhatIfBase) {
  const problems: Record<string, string> = {}
  const numberIn = (name: string): number => {
    const text = (texts[name] ?? '').replace(',', '.')
    const value = Number(text)
    if (text === '' || !Number.isFinite(value)) problems[name] = 'Enter a number.'
    return value
  }
  const whole = (name: string): number => {
    const value = numberIn(name)
    if (!Number.isInteger(value)) problems[name] = 'Enter a whole number.'
    return value
  }
  const changeOf: Readonly<Record<ChangeKind, () => object>> = {
    'move-pas': () => ({ pas: numberIn('pas'), from: texts.from, to: texts.to }),
    'more-clinic': () => ({ pas: numberIn('morePas'), to: texts.moreOf }),
    'add-wte': () => ({ wte: numberIn('wte'), trust: texts.trust, skills }),
    'lose-specialist': () => ({ from: texts.lose }),
    surge: () => ({ factor: numberIn('factor'), fromWeek: whole('fromWeek'), weeks: whole('weeks') }),
  }
  const changes = chosen.map((kind) => ({ kind, ...changeOf[kind]() }))
  if (changes.length === 0) problems.change = 'Choose what is to be different.'
  const values = assumptions.flatMap(({ id, value, least, most }) => {
    const name = assumptionField(id)
    const given = numberIn(name)
    if (problems[name] === undefined && (given < least || given > most))
      problems[name] = `Enter a number from ${least} to ${most}.`
    return given === value ? [] : [{ id, value: given }]
  })
  return { changes, values, problems: problems as Problems }
}
