import type { Role } from '@oh/auth'
import type { LondonDate, PersonId, SpokeId, TrustCode } from '@oh/kernel'
import type { Keyring } from '@oh/vault'

/** A person whom the seed gives a role at the service. */
export interface SeedPerson {
  readonly person: PersonId
  readonly name: string
  readonly role: Role
}

export interface SeedAsk {
  /** `name` is the host trust's, in people's words. */
  readonly spoke: { readonly id: SpokeId; readonly host: TrustCode; readonly name: string }
  /** At least one nurse. The first referrer manages the first workers, the first worker is one of them. */
  readonly people: readonly SeedPerson[]
  /** The day that the service has reached. */
  readonly today: LondonDate
}

/** What the seed's parts are handed: the service, its keys, and who does the work in it. */
export interface Seeding extends SeedAsk {
  readonly keyring: Keyring
  readonly nurse: SeedPerson
  readonly secondClinician: SeedPerson
  readonly manager: SeedPerson
  readonly otherManager: SeedPerson
  readonly worker: SeedPerson | undefined
}

/** Sorts the people by what they do; a service without a manager of its own has two who never sign in. */
export function seedingOf(ask: SeedAsk, keyring: Keyring): Seeding {
  const first = (role: Role) => ask.people.find((one) => one.role === role)
  const nurses = ask.people.filter(({ role }) => role === 'oh-nurse')
  const [nurse] = nurses
  if (!nurse) throw new Error('A service needs a nurse.')
  const at = ask.spoke.host.toLowerCase()
  const manager = { person: `line-manager-${at}` as PersonId, name: 'Colin Ridley', role: 'referrer' } as const
  return {
    ...ask,
    keyring,
    nurse,
    secondClinician: nurses[1] ?? first('oh-physician') ?? nurse,
    manager: first('referrer') ?? manager,
    otherManager: { ...manager, person: `line-manager-2-${at}` as PersonId, name: 'Adaeze Martins' },
    worker: first('worker'),
  }
}
