import type { FederationPlan } from './federation-plan.ts'
import type { ServiceStatus } from './supervisor/supervise.ts'

/** What `federation.json` holds: where everything is and who may be signed in as. */
export interface FederationFile {
  readonly console: string
  readonly gateway: string
  readonly identity: string
  readonly services: readonly {
    readonly name: string
    readonly pid: number | null
    readonly url: string
    readonly state: string
  }[]
  readonly personas: readonly {
    readonly id: string
    readonly name: string
    readonly role: string
    readonly organisation: string
  }[]
}

export function federationFile(plan: FederationPlan, services: readonly ServiceStatus[]): FederationFile {
  return {
    console: plan.console.url,
    gateway: plan.gateway.url,
    identity: plan.identity.url,
    services: services.map(({ name, pid, url, state }) => ({ name, pid: pid ?? null, url, state })),
    personas: plan.personas.map(({ id, name, role, organisation }) => ({ id, name, role, organisation })),
  }
}

/** The closing words of a start: addresses, who one can be and what for, and last of all `ready:` with the address to open. */
export function announcement(plan: FederationPlan): string {
  const head = ['Persona id', 'Name', 'Role', 'At', 'What for']
  const people = plan.personas.map(({ name, role, organisation, whatFor, id }) => [id, name, role, organisation, whatFor])
  return [
    '',
    'The local federation is running.',
    `  Console   ${plan.console.url}`,
    `  Gateway   ${plan.gateway.url}/graphql   (a token: npm run token -- nurse-rwe)`,
    `  Identity  ${plan.identity.url}`,
    '',
    'Sign in as any of these made-up people; there are no passwords.',
    ...table([head, ...people]),
    '',
    'Stop it with Ctrl-C; "npm start" goes on where it stopped, "npm run reset" starts afresh.',
    `ready: ${plan.console.url}`,
    '',
  ].join('\n')
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
