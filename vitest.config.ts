import { defineConfig } from 'vitest/config'

const withDatabase = [
  'packages/{postgres,audit,relay}/**/*.test.ts',
  'services/**/*.test.{ts,tsx}',
  'tests/contracts/database/*.test.ts',
]
const setUpDatabase = { globalSetup: ['tests/setup/postgres.ts'], testTimeout: 20_000, hookTimeout: 30_000 }

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'infra/**/*.test.ts'],
          exclude: [...withDatabase, '**/node_modules/**'],
          testTimeout: 20_000,
        },
      },
      { test: { name: 'db', include: withDatabase, exclude: ['**/node_modules/**'], ...setUpDatabase } },
      {
        test: {
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts', 'tests/contracts/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...setUpDatabase, testTimeout: 60_000 } },
    ],
  },
})
