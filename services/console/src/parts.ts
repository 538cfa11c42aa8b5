import type { Role } from '@oh/auth'
import type { Health, Log, RateLimit } from '@oh/chassis'
import type { Assets } from './assets/assets.ts'
import type { Drafts } from './drafts/drafts.ts'
import type { GatewayClient } from './gateway-client.ts'
import type { PageRoute, Viewer } from './page.ts'
import type { Cookies } from './sign-in/cookies.ts'
import type { Flights } from './sign-in/flights.ts'
import type { IdentityProvider } from './sign-in/identity-provider.ts'
import type { SignIn, SignIns } from './sign-in/sign-ins.ts'

/** Asks which roles a person holds at the organisation he named; a question to the graph, as the person. */
export type AskRoles = (gateway: GatewayClient, viewer: Omit<Viewer, 'roles'>, token: string) => Promise<readonly Role[]>

/** What the console is made of. */
export interface ConsoleParts {
  /** Scheme, host and port under which people reach the console. */
  readonly origin: string
  readonly identityOrigin: string
  readonly clientId: string
  /** True where everybody is made up, which each page then says. */
  readonly synthetic: boolean
  readonly pages: readonly PageRoute[]
  readonly askRoles: AskRoles
  readonly assets: Assets
  readonly cookies: Cookies
  readonly signIns: SignIns
  readonly flights: Flights
  /** How often one person may ask for pages. */
  readonly pace: RateLimit
  readonly drafts: Drafts
  readonly provider: IdentityProvider
  readonly gateway: GatewayClient
  readonly health: Health
  /** Aborted when the service stops: what would go on for a while ends then. */
  readonly stopping: AbortSignal
  readonly log: Log
}

/** What one request carries through the app. */
export interface ConsoleEnv {
  readonly Variables: {
    requestId: string
    signIn: SignIn | undefined
    sent: readonly (readonly [name: string, value: string])[] | undefined
  }
}
