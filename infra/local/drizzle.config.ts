import { defineConfig } from 'drizzle-kit'

const service = process.env.OH_DB_SERVICE ?? ''
const shared = {
  audit: 'packages/audit/src/audit.table.ts',
  membership: 'packages/postgres/src/membership.table.ts',
  relay: 'packages/relay/src/relay.table.ts',
}
const tables: Record<string, string[]> = {
  spoke: [...Object.values(shared), 'services/spoke/src/**/*.table.ts'],
  pool: [...Object.values(shared), 'services/pool/src/**/*.table.ts'],
  rollup: [...Object.values(shared), 'services/rollup/src/**/*.table.ts'],
  gateway: [shared.audit, shared.membership, 'services/gateway/src/directory/*.table.ts'],
  console: ['services/console/src/**/*.table.ts'],
}

/** Migrations are generated from the tables: `npm run db:new <service> <name>`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: tables[service] ?? [],
  out: `services/${service}/migrations`,
  entities: { roles: false },
  breakpoints: true,
})
