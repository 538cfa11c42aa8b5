import type { FederationPlan } from './federation-plan.ts'
import type { Say } from './plain-fault.ts'
import type { PreparedDatabase } from './prepare-members.ts'

/** Puts the people and the members of the plan into its databases. */
export async function seedAll(_plan: FederationPlan, _databases: readonly PreparedDatabase[], _say: Say): Promise<void> {}
