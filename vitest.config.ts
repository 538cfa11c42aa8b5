import { defineConfig } from 'vitest/config'

const withDatabase = ['packages/{postgres,audit,relay}/**/*.test.ts', 'services/{spoke,pool,gateway,console}/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'infra/**/*.test.ts'],
          exclude: [...withDatabase, '**/node_modules/**'],
        },
      },
    ],
  },
})
