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
// what is green never waits for these: they are for a machine that is slow, or does much else at once
const patience = { testTimeout: 180_000, hookTimeout: 180_000 }
const setUpDatabase = { globalSetup: ['tests/setup/postgres.ts'], isolate, ...patience }
const exclude = ['**/node_modules/**']
// alone, after all others: services keep the time limits of the product, and what only computes would take the machine from them
const alone = { maxWorkers: 1, sequence: { groupOrder: 1 } }

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'infra/**/*.test.ts', 'tests/faults/judge.test.ts', 'tests/benchmarks/**/*.test.ts'],
          exclude: [...withDatabase, ...exclude],
          isolate,
          ...patience,
        },
      },
      { resolve, test: { name: 'db', include: withDatabase, exclude, ...setUpDatabase } },
      {
        resolve,
        test: {
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts', 'tests/contracts/*.test.ts'],
          isolate,
          ...patience,
        },
      },
      {
        resolve,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 360_000,
          ...alone,
        },
      },
      {
        resolve,
        // alone, after all others: it needs the machine for itself, and would take it from them
        test: { name: 'faults', include: ['tests/faults/faults.test.ts'], testTimeout: 1_500_000, sequence: { groupOrder: 2 } },
      },
      {
        resolve,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          ...setUpDatabase,
        },
      },
    ],
  },
})
