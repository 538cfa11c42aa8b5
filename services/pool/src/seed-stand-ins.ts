import { addDays, type IcsCode, type LondonDate, type TrustCode } from '@oh/kernel'
import { SKILLS, type Skill } from '@oh/routing'

/** A made-up specialist without sign-in whom one rule keeps from being asked. */
export interface StandIn {
  readonly key: string
  readonly fullName: string
  readonly employer: TrustCode
  readonly department: string
  readonly skills: Skill[]
  readonly accreditedTo?: LondonDate
  readonly honoraryContractFrom?: null
  readonly honoraryContractTo?: null
  readonly leave?: { readonly fromOn: LondonDate; readonly toOn: LondonDate }
}

/** Nobody of these names is meant. Two lists, so that neighbouring pools do not share their doctors. */
const NAMES = [
  ['Dr Hugh Pemberton', 'Dr Sunita Rao', 'Dr Marcus Tell'],
  ['Dr Aoife Brannigan', 'Dr Desmond Achebe', 'Dr Ruth Lindqvist'],
] as const

/** One whose accreditation has lapsed, one on leave, one without an honorary contract; with every skill, so that only that bars. */
export function standIns(ics: IcsCode, employers: readonly TrustCode[], today: LondonDate): StandIn[] {
  const [lapsed, away, uncontracted] = NAMES[(ics.charCodeAt(1) + ics.charCodeAt(2)) % NAMES.length] ?? NAMES[0]
  const [first, second = first] = employers
  if (!first || !second) return []
  const common = { department: 'Occupational medicine', skills: [...SKILLS] }
  return [
    { key: 'lapsed', fullName: lapsed, employer: first, accreditedTo: addDays(today, -30), ...common },
    { key: 'away', fullName: away, employer: second, leave: { fromOn: addDays(today, -7), toOn: addDays(today, 60) }, ...common },
    {
      key: 'uncontracted',
      fullName: uncontracted,
      employer: first,
      honoraryContractFrom: null,
      honoraryContractTo: null,
      ...common,
    },
  ]
}
