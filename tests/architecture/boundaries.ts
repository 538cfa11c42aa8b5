import { fileURLToPath, pathToFileURL } from 'node:url'
import { cruise, type IFlattenedRuleSet } from 'dependency-cruiser'

const PURE = 'kernel|organisations|casework|escalation|routing|messages|measures|disclosure|capacity|simulation'
const TEST = '\\.test\\.tsx?$|/testing/|/testing\\.ts$|/samples?\\.ts$|/checker\\.ts$'

type Rule = NonNullable<IFlattenedRuleSet['forbidden']>[number] & { name: string }

/** Who may import whom: the plan of the house as rules. Each has a planted violation in boundaries.test.ts. */
export const rules: Rule[] = [
  {
    name: 'pure-packages-import-only-pure',
    comment:
      'A pure package imports other pure packages, zod and pure-rand, and nothing that reads, writes, waits or rolls dice.',
    from: { path: `^packages/(${PURE})/src/`, pathNot: TEST },
    to: { pathNot: `^packages/(${PURE})/src/|(^|/)node_modules/(zod|pure-rand)/` },
  },
  {
    name: 'no-service-imports-another',
    from: { path: '^services/([^/]+)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'no-package-imports-a-service',
    from: { path: '^packages/' },
    to: { path: '^(services|infra|tests)/' },
  },
  {
    name: 'only-through-the-front-door',
    comment: 'Another package is imported by its name, never by a path into it.',
    from: { path: '^(packages|services)/([^/]+)/' },
    to: { path: '^packages/([^/]+)/src/(?!index\\.ts$|samples\\.ts$|testing\\.ts$)', pathNot: '^$1/$2/' },
  },
  {
    name: 'resolvers-and-pages-never-see-tables',
    from: { path: '\\.(graph|page|view)\\.tsx?$' },
    to: {
      path: '\\.(table|store|reads)\\.ts$|(^|/)node_modules/(drizzle-orm|postgres)/|^(drizzle-orm|postgres)(/|$)',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'only-stores-see-drizzle',
    comment: 'Tables and the query builder are for stores, reads and the packages that keep them.',
    from: { path: '^services/', pathNot: `\\.(table|store|reads)\\.ts$|${TEST}|/seed[^/]*\\.ts$|/seed/` },
    to: {
      path: '(^|/)node_modules/(drizzle-orm|postgres)/|^(drizzle-orm|postgres)(/|$)|\\.table\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'the-console-reaches-data-only-by-the-gateway',
    from: {
      path: '^services/console/src/(?!sign-in/|drafts/)',
      pathNot: `${TEST}|^services/console/src/(console|start|app|config)\\.ts`,
    },
    to: { path: '(^|/)(packages|@oh)/(postgres|audit|relay|vault|member)(/|$)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-cycles',
    from: { path: '^(packages|services|infra|tests)/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
]

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every breach of the rules in the given folders, as `rule: from → to`, by name. */
export async function breaches(folders: string[], baseDir: string = root): Promise<string[]> {
  const { output } = await cruise(folders, {
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules.map((rule) => ({ severity: 'error', ...rule })) },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: baseDir === root ? '(^|/)(migrations|\\.local|planted)/' : '(^|/)migrations/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  })
  if (typeof output === 'string') throw new Error('The boundaries could not be read.')
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = await breaches(['packages', 'services', 'infra/local', 'tests'])
  process.stdout.write(found.length === 0 ? 'Every boundary holds.\n' : `${found.join('\n')}\n`)
  process.exitCode = found.length === 0 ? 0 : 1
}
