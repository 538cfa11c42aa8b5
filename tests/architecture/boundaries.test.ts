import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { breaches, rules } from './boundaries.ts'

const planted = fileURLToPath(new URL('./planted', import.meta.url))

/** One planted breach of each rule: a rule that stops seeing its own is noticed here. */
const PLANTED: Record<string, string> = {
  'pure-packages-import-only-pure': 'packages/kernel/src/reads-a-file.ts',
  'no-service-imports-another': 'services/pool/src/cases/imports-another-service.ts',
  'no-package-imports-a-service': 'packages/casework/src/imports-a-service.ts',
  'only-through-the-front-door': 'packages/casework/src/deep-path.ts',
  'resolvers-and-pages-never-see-tables': 'services/spoke/src/cases/case.graph.ts',
  'only-stores-see-drizzle': 'services/spoke/src/cases/escalate-case.ts',
  'the-console-reaches-data-only-by-the-gateway': 'services/console/src/cases/worklist.page.ts',
  'no-cycles': 'services/spoke/src/cases/one.ts',
}

describe('the boundaries', async () => {
  const found = await breaches(['packages', 'services'], planted)

  it.each(rules.map(({ name }) => name))('refuse a planted breach of %s', (name) => {
    expect(found.filter((breach) => breach.startsWith(`${name}: ${PLANTED[name]} →`))).not.toEqual([])
  })
})
