import { holdsOn, type LondonDate, type RefusalRule, type SpecialistId } from '@oh/kernel'
import { mayWorkOn } from './accreditation.ts'
import type { Skill, Urgency } from './skills.ts'
import type { Grade, Specialist } from './specialist.ts'

/** How people read each grade, for the middle of a sentence. */
export const GRADE_NAMES: Readonly<Record<Grade, string>> = {
  'accredited-specialist': 'accredited specialist',
  'second-tier': 'second tier',
  trainee: 'trainee',
}

/** Work of an accredited specialist, whatever a policy lists for the second tier. */
export const ACCREDITED_ONLY_SKILLS: readonly Skill[] = ['blood-borne-virus', 'ill-health-retirement', 'fitness-to-practise']

export type GradeBar =
  | 'skill-beyond-second-tier'
  | 'urgent-beyond-second-tier'
  | 'supervisor-missing'
  | 'supervisor-may-not-work'
  | 'supervisor-away'
  | 'supervisor-skill-missing'
  | 'supervisor-in-conflict'

/** What the rules of the grades look at: somebody who may be asked, the supervisor, and the work. */
export interface GradeFacts {
  readonly specialist: Pick<Specialist, 'grade'>
  /** Who supervises, where that person is known to the pool. */
  readonly supervisor: Specialist | undefined
  readonly on: LondonDate
  /** All of them are needed. */
  readonly skills: readonly Skill[]
  readonly urgency: Urgency
  /** What the policy gives to the second tier. */
  readonly secondTierSkills: readonly Skill[]
  /** A conflict of interest between the supervisor and the worker, by the same rules as anybody's. */
  readonly supervisorInConflict: boolean
}

const TIER =
  'Clinical rules 15: a diploma GP works up to a tier limit, and the pool sets the same limit for nurses in extended roles'
const SUPERVISION = 'GMC Good medical practice: whoever is supervised has a supervisor who is able to do the work'

/** The grade, accredited specialist when none is recorded. */
export const gradeOf = ({ grade }: Pick<Specialist, 'grade'>): Grade => grade ?? 'accredited-specialist'

const isSecondTier = ({ specialist }: GradeFacts) => specialist.grade === 'second-tier'
const isTrainee = ({ specialist }: GradeFacts) => specialist.grade === 'trainee'

function supervised(refuses: (supervisor: Specialist, facts: GradeFacts) => boolean) {
  return (facts: GradeFacts) => isTrainee(facts) && facts.supervisor !== undefined && refuses(facts.supervisor, facts)
}

/** What a grade may not take: hard rules of an offer and of a booking alike. An accredited specialist passes them all. */
export const GRADE_RULES: readonly RefusalRule<GradeBar, GradeFacts>[] = [
  {
    refuses: 'skill-beyond-second-tier',
    when: (facts) =>
      isSecondTier(facts) &&
      facts.skills.some((skill) => ACCREDITED_ONLY_SKILLS.includes(skill) || !facts.secondTierSkills.includes(skill)),
    source: TIER,
  },
  {
    refuses: 'urgent-beyond-second-tier',
    when: (facts) => isSecondTier(facts) && facts.urgency === 'urgent',
    source: `${TIER}; our proposal: nothing urgent waits to be passed up a tier`,
  },
  {
    refuses: 'supervisor-missing',
    when: (facts) =>
      isTrainee(facts) && (facts.supervisor === undefined || gradeOf(facts.supervisor) !== 'accredited-specialist'),
    source: 'Clinical rules 15: what a trainee writes is countersigned before release, by an accredited specialist',
  },
  {
    refuses: 'supervisor-may-not-work',
    when: supervised((supervisor, { on }) => mayWorkOn(supervisor, on).kind === 'refused'),
    source: SUPERVISION,
  },
  {
    refuses: 'supervisor-away',
    when: supervised((supervisor, { on }) => (supervisor.away ?? []).some((leave) => holdsOn(on, leave))),
    source: 'Our proposal: a trainee sees nobody while the supervisor cannot be asked',
  },
  {
    refuses: 'supervisor-skill-missing',
    when: supervised((supervisor, { skills }) => skills.some((skill) => !supervisor.skills.includes(skill))),
    source: SUPERVISION,
  },
  {
    refuses: 'supervisor-in-conflict',
    when: supervised((_supervisor, { supervisorInConflict }) => supervisorInConflict),
    source: 'Our proposal: the supervisor reads the content and signs, so the same conflicts of interest bar the supervisor',
  },
]

/** What of this work is beyond the grade: every reason in table order, none for an accredited specialist. */
export function gradeBars(facts: GradeFacts): GradeBar[] {
  if (gradeOf(facts.specialist) === 'accredited-specialist') return []
  return GRADE_RULES.filter((rule) => rule.when(facts)).map((rule) => rule.refuses)
}

/** The supervisor of a trainee among these specialists; undefined for anybody else, and for a supervisor who is not there. */
export function supervisorOf(
  specialist: Pick<Specialist, 'grade' | 'supervisor'>,
  specialists: ReadonlyMap<SpecialistId, Specialist>,
): Specialist | undefined {
  if (specialist.grade !== 'trainee' || specialist.supervisor === undefined) return undefined
  return specialists.get(specialist.supervisor)
}
