import { CATEGORIES, findReason, SEE_WORKER, SKILLS, URGENCIES } from '@oh/escalation'
import { dayInWords, listInWords, titlesInWords } from '../layout/words.ts'
import type { EscalateDraft } from './draft.ts'
import type { CaseInHand, FiredRule } from './preview.ts'

type Reason = Pick<FiredRule, 'rule' | 'title'>

/** Who sees a thing that leaves the trust: the groups of the check page, in its order. */
export const SEEN_BY = [
  { id: 'queue', title: 'Shown to a specialist who is asked', text: 'Before anybody has accepted. There is no name.' },
  { id: 'routing', title: 'Used by the pool to choose whom to ask', text: 'No person is shown these.' },
  {
    id: 'content',
    title: 'Opens only to the one specialist who accepts',
    text: 'After that specialist has declared no conflict of interest, and only while consent holds.',
  },
] as const

/** What stays in the trust whatever is sent. */
export const STAYS = [
  'the worker’s name, date of birth, staff number, NHS number and contact details',
  'the case reference and your notes',
  'how consent was given, and with whom you discussed it',
] as const

/** What is sent for each thing, in words; undefined for a thing that this page does not know, which then stands by its title alone. */
export function valueSent(field: string, inHand: CaseInHand, draft: EscalateDraft): string | undefined {
  return VALUES[field]?.(inHand, draft)
}

const titleOf = (rows: readonly { readonly id: string; readonly title: string }[], id: string) =>
  rows.find((row) => row.id === id)?.title ?? id

const VALUES: Readonly<Record<string, (inHand: CaseInHand, draft: EscalateDraft) => string>> = {
  escalationId: () => 'A random number, made when you send',
  pseudonym: () => 'A random name, made when you send',
  trust: ({ trustName }) => `${trustName}. Named only to whoever accepts`,
  ageBand: ({ preview }) => bandInWords(preview.ageBand),
  category: (_inHand, { category }) => titleOf(CATEGORIES, category),
  urgency: (_inHand, { urgency }) => titleOf(URGENCIES, urgency),
  reasons: (inHand, draft) =>
    standingReasons(inHand, draft)
      .map(({ title }) => title)
      .join('\n'),
  skills: skillsInWords,
  acceptBy: ({ preview: { acceptBy } }) => (acceptBy ? dayInWords(acceptBy) : 'Counted when you send'),
  dueOn: ({ preview: { dueOn } }) => (dueOn ? dayInWords(dueOn) : 'Counted when you send'),
  employer: ({ employerName }) => employerName,
  department: ({ preview }) => preview.department || 'Not known',
  excluded: excludedInWords,
  prefersOwnEmployer: (_inHand, { prefersOwnEmployer }) => (prefersOwnEmployer ? 'Yes' : 'No'),
  seeWorker: (_inHand, { seeWorker }) => titleOf(SEE_WORKER, seeWorker),
  gdprBasis: () => 'As the service has recorded it for all its work',
  confidentialityGate: ({ preview: { gate } }) => (gate ? `${gate.title}: kind, time and wording only` : 'None recorded yet'),
}

/** `35-44` as people read it. */
function bandInWords(band: string): string {
  if (band === 'unknown') return 'Not known'
  const words = /^\d+-\d+$/.test(band) ? band.replace('-', ' to ') : band.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The reasons that go: those that fired and were not set aside, and those that were added. */
function standingReasons({ preview }: Pick<CaseInHand, 'preview'>, draft: EscalateDraft): Reason[] {
  const isSetAside = (rule: string) => draft.overruled.some((given) => given.rule === rule)
  const fired = preview.fired.filter(({ rule, mayOverrule }) => !(mayOverrule && isSetAside(rule)))
  const added = preview.rules.filter(({ rule }) => draft.added.some((given) => given.rule === rule))
  return [...fired, ...added]
}

/** The nurse's words about the reasons, which go with the question: each reason that was added or set aside, and why. */
export function reasonsExplained({ preview }: Pick<CaseInHand, 'preview'>, { added, overruled }: EscalateDraft): string {
  const titleOfRule = (rule: string) => preview.rules.find((each) => each.rule === rule)?.title ?? rule
  return [
    ...added.map(({ rule, because }) => `Added, ${titleOfRule(rule)}: ${because}`),
    ...overruled.map(({ rule, because }) => `Set aside, ${titleOfRule(rule)}: ${because}`),
  ].join('\n')
}

/** Every skill that the reasons and the kind of condition call for; general where nothing more is. */
function skillsInWords(inHand: CaseInHand, draft: EscalateDraft): string {
  const category: { readonly skill: string | undefined } | undefined = CATEGORIES.find(({ id }) => id === draft.category)
  const called = new Set<string | undefined>([
    ...standingReasons(inHand, draft).flatMap(({ rule }) => findReason(rule)?.skills ?? []),
    category?.skill,
  ])
  const special = SKILLS.filter(({ id }) => id !== 'general' && called.has(id))
  return titlesInWords((special.length > 0 ? special : SKILLS.filter(({ id }) => id === 'general')).map(({ title }) => title))
}

function excludedInWords({ specialists = [] }: CaseInHand, { excluded }: EscalateDraft): string {
  if (excluded.length === 0) return 'Nobody'
  return listInWords(
    excluded.map(({ specialistId }) => specialists.find(({ id }) => id === specialistId)?.fullName ?? 'One more specialist'),
  )
}
