import { type Role, roleTitle } from '@oh/auth'
import type { IcsCode, MemberId, PersonId } from '@oh/kernel'
import { type Grade, SKILLS, type Skill } from '@oh/routing'
import type { PlannedPool, PlannedRollup, PlannedSpoke } from './federation-plan.ts'
import { nameGiver } from './persona-names.ts'

/** A made-up person whom anyone may be in the local federation. Nobody of that name is meant. */
export interface Persona {
  /** Also the subject of the person's tokens. */
  readonly id: PersonId
  readonly name: string
  /** The one role the seed gives this person. Tokens never carry it. */
  readonly membership: Role
  /** The role in people's words. */
  readonly role: string
  /** Code of the trust or ICS; a hint that grants nothing. */
  readonly organisation: string
  readonly organisationName: string
  /** One sentence: what this log-in is for. */
  readonly whatFor: string
  /** The member in whose database the membership stands; none means the directory's. */
  readonly member?: MemberId
  /** ICS leads only. */
  readonly scope?: IcsCode
  /** Specialists only. */
  readonly skills?: readonly Skill[]
  /** Of whoever a pool asks and who is no accredited specialist. */
  readonly grade?: Grade
  /** Trainees only: who countersigns. */
  readonly supervisor?: PersonId
}

/** Code of NHS England, for those who act for the whole country. */
const ENGLAND = { organisation: 'X26', organisationName: 'NHS England' }

/** Trusts of the default federation with every kind of person; elsewhere the first trust of each ICS has them. */
const FULLY_STAFFED: readonly string[] = ['RWE', 'RX1']

/**
 * The people of the local federation, always the same for the same plan: staff of each spoke in its order, then each
 * pool's, then ICS leads, then those who act for England.
 */
export function personasOf(
  pools: readonly PlannedPool[],
  spokes: readonly PlannedSpoke[],
  rollup: Pick<PlannedRollup, 'memberId'>,
): Persona[] {
  const asks = [
    ...spokes.flatMap((spoke) => peopleOfSpoke(spoke, spokes)),
    ...pools.flatMap(peopleOfPool),
    ...peopleOfEngland(rollup),
  ]
  const names = nameGiver()
  return asks.map(({ title, ...ask }) => ({ ...ask, name: names(ask.id, title), role: roleTitle(ask.membership) }))
}

type Ask = Omit<Persona, 'name' | 'role'> & { readonly title?: string }

function peopleOfSpoke(spoke: PlannedSpoke, all: readonly PlannedSpoke[]): Ask[] {
  const [code] = spoke.trusts
  const at = code.toLowerCase()
  const here = { organisation: code, organisationName: spoke.name, member: spoke.memberId }
  const nurse = { membership: 'oh-nurse', ...here } as const
  const first: Ask = { ...nurse, id: id(`nurse-${at}`), whatFor: 'Works referrals and cases, and escalates the complex ones.' }
  const privacyOfficer: Ask = {
    ...here,
    id: id(`privacy-officer-${at}`),
    membership: 'privacy-officer',
    whatFor: 'Reads the audit: who saw what, when and why.',
  }
  const head: Ask = {
    ...here,
    id: id(`head-${at}`),
    membership: 'head-of-service',
    whatFor: 'Signs off each closed month and sends its figures; sees no clinical notes.',
  }
  if (!isFullyStaffed(spoke, all)) return [first, head, privacyOfficer]
  const second: Ask = {
    ...nurse,
    id: id(`nurse-2-${at}`),
    whatFor: 'Shares the first nurse’s cases: see what happens when two work on one.',
  }
  return [
    first,
    ...(code === 'RWE' ? [second] : []),
    {
      ...here,
      id: id(`physician-${at}`),
      membership: 'oh-physician',
      title: 'Dr',
      whatFor: 'Sees cases as the nurses do and may write reports.',
    },
    {
      ...here,
      id: id(`administrator-${at}`),
      membership: 'oh-administrator',
      whatFor: 'Runs clinics and appointments without seeing clinical notes.',
    },
    head,
    privacyOfficer,
    {
      ...here,
      id: id(`manager-${at}`),
      membership: 'referrer',
      whatFor: 'Refers a worker and follows the status of that referral.',
    },
    {
      ...here,
      id: id(`worker-${at}`),
      membership: 'worker',
      whatFor: 'Sees their own record and who saw it, and can withdraw consent.',
    },
  ]
}

function isFullyStaffed(spoke: PlannedSpoke, all: readonly PlannedSpoke[]): boolean {
  const neighbours = all.filter(({ pool }) => pool === spoke.pool).map(({ trusts }) => trusts[0])
  const chosen = neighbours.filter((code) => FULLY_STAFFED.includes(code))
  return (chosen.length > 0 ? chosen : neighbours.slice(0, 1)).includes(spoke.trusts[0])
}

function peopleOfPool(pool: PlannedPool): Ask[] {
  const at = pool.ics.toLowerCase()
  const here = { organisation: pool.ics, organisationName: pool.name, member: pool.memberId }
  const specialist = { ...here, membership: 'specialist', title: 'Dr' } as const
  return [
    {
      ...specialist,
      id: id(`specialist-${at}`),
      skills: ['general', 'mental-health', 'substance-misuse', 'fitness-to-practise'],
      whatFor: 'Accepts and answers escalations: mental health, substance misuse, fitness to practise.',
    },
    {
      ...specialist,
      id: id(`specialist-2-${at}`),
      skills: ['general', 'blood-borne-virus', 'ill-health-retirement', 'respiratory', 'skin', 'hand-arm-vibration'],
      whatFor: 'Accepts and answers escalations: blood-borne viruses, ill-health retirement, lungs, skin.',
    },
    {
      // with every skill, so that routing keeps this one free while one of the others can do it
      ...specialist,
      id: id(`specialist-3-${at}`),
      skills: [...SKILLS],
      whatFor: 'Is asked when the others decline, have a conflict of interest or are away.',
    },
    ...(pool.ics === 'QK1' ? furtherGrades(specialist) : []),
    {
      ...here,
      id: id(`coordinator-${at}`),
      membership: 'pool-coordinator',
      whatFor: 'Watches the board: due dates and why nobody was found, no clinical content.',
    },
    {
      ...here,
      id: id(`privacy-officer-${at}`),
      membership: 'privacy-officer',
      whatFor: 'Caldicott guardian of the pool: reads its audit, so who saw which escalation.',
    },
    {
      id: id(`ics-lead-${at}`),
      organisation: pool.ics,
      organisationName: pool.name,
      membership: 'ics-lead',
      scope: pool.ics,
      whatFor: 'Asks what trusts and pool of the system can do now, no record about a person.',
    },
  ]
}

/** One nurse in an extended role and one trainee, in the first pool. */
function furtherGrades({
  title,
  ...here
}: Pick<Ask, 'organisation' | 'organisationName' | 'member' | 'membership' | 'title'>): Ask[] {
  return [
    {
      ...here,
      id: id('second-tier-qk1'),
      skills: ['skin', 'hand-arm-vibration'],
      grade: 'second-tier',
      whatFor: 'A nurse in an extended role: answers what the policy gives to the second tier, never what is urgent.',
    },
    {
      ...here,
      ...(title === undefined ? {} : { title }),
      id: id('trainee-qk1'),
      skills: ['respiratory'],
      grade: 'trainee',
      supervisor: id('specialist-2-qk1'),
      whatFor: 'A trainee: what he writes goes home when Dr Arjun Sethi has countersigned it.',
    },
  ]
}

function peopleOfEngland({ memberId }: Pick<PlannedRollup, 'memberId'>): Ask[] {
  const registrar = { ...ENGLAND, membership: 'directory-registrar' } as const
  return [
    {
      ...ENGLAND,
      id: id('national-lead'),
      membership: 'national-lead',
      whatFor: 'Compares the systems of England by published figures, no record about a person.',
    },
    {
      ...ENGLAND,
      id: id('statistician'),
      membership: 'statistician',
      member: memberId,
      whatFor: 'Prepares a closed month, sees which services have sent theirs, and sends a stuck message again.',
    },
    {
      ...ENGLAND,
      id: id('statistician-2'),
      membership: 'statistician',
      member: memberId,
      whatFor: 'Publishes what a colleague has prepared: preparing and publishing take two people.',
    },
    {
      ...ENGLAND,
      id: id('privacy-officer-figures'),
      membership: 'privacy-officer',
      member: memberId,
      whatFor: 'Reads who sent, published and read national figures; sees no figure.',
    },
    { ...registrar, id: id('registrar'), whatFor: 'Invites a new spoke or pool, from the command line or the graph.' },
    { ...registrar, id: id('registrar-2'), whatFor: 'Approves the key of a new member: inviting and approving take two people.' },
    {
      ...ENGLAND,
      id: id('privacy-officer-england'),
      membership: 'privacy-officer',
      whatFor: 'Reads who invited, approved, suspended or retired a member.',
    },
  ]
}

const id = (text: string): PersonId => text as PersonId
