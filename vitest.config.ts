import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// our sources would get graphql's ES form and the libraries its CommonJS form, and the two refuse each other's schemas
const graphql = createRequire(new URL('services/gateway/package.json', import.meta.url)).resolve('graphql')
const resolve = { alias: [{ find: /^graphql$/, replacement: graphql }] }

const withDatabase = [
  'packages/{postgres,audit,relay}/**/*.test.ts',
  'services/**/*.test.{ts,tsx}',
  'tests/contracts/database/*.test.ts',
]
// loading the services takes longer than most tests, so the files of a worker share what is loaded
const isolate = false
const setUpDatabase = { globalSetup: ['tests/setup/postgres.ts'], isolate, testTimeout: 30_000, hookTimeout: 60_000 }
const exclude = ['**/node_modules/**']

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'infra/**/*.test.ts', 'tests/faults/judge.test.ts'],
          exclude: [...withDatabase, ...exclude],
          isolate,
          testTimeout: 30_000,
        },
      },
      { resolve, test: { name: 'db', include: withDatabase, exclude, ...setUpDatabase } },
      {
        resolve,
        test: {
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts', 'tests/contracts/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      { resolve, test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 } },
      {
        resolve,
        // alone, after all others: it needs the machine for itself, and would take it from them
        test: { name: 'faults', include: ['tests/faults/faults.test.ts'], testTimeout: 600_000, sequence: { groupOrder: 1 } },
      },
      {
        resolve,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          ...setUpDatabase,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
