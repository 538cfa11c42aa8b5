import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { checkout } from './local-settings.ts'
import { PlainFault, runPlainly } from './plain-fault.ts'

const SERVICES = ['spoke', 'pool', 'rollup', 'gateway', 'console']
const NAME = /^[a-z][a-z0-9-]{2,40}$/

/** Writes the next migration of a service from its tables: `npm run db:new -- spoke add-consent`. */
await runPlainly(async () => {
  const [service = '', name = '', ...kind] = process.argv.slice(2)
  if (!SERVICES.includes(service) || !NAME.test(name))
    throw new PlainFault(`Say which service (${SERVICES.join(', ')}) and what changes: npm run db:new -- spoke add-consent`)
  const tool = path.join(path.dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs')
  const words = ['generate', '--config', 'infra/local/drizzle.config.ts', '--name', name.replaceAll('-', '_')]
  const custom = kind.includes('--custom') ? ['--custom'] : []
  const done = spawnSync(process.execPath, [tool, ...words, ...custom], {
    cwd: checkout,
    stdio: 'inherit',
    env: { ...process.env, OH_DB_SERVICE: service },
  })
  if (done.status !== 0) throw new PlainFault('The migration was not written: see the lines above.')
})
