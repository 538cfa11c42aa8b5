import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const planted = path.join(root, 'tests/architecture/planted')
// the planted files are left out of the real run, so they are looked at in a copy with the same settings
const copy = mkdtempSync(path.join(tmpdir(), 'oh-planted-'))
for (const part of ['biome.json', 'tsconfig.base.json', 'infra/lint'])
  cpSync(path.join(root, part), path.join(copy, part), { recursive: true })
for (const part of ['packages', 'services']) cpSync(path.join(planted, part), path.join(copy, part), { recursive: true })
afterAll(() => rmSync(copy, { recursive: true, force: true }))

const run = (program: string, ...args: string[]) =>
  spawnSync(process.execPath, [path.join(root, 'node_modules', program), ...args], { cwd: copy, encoding: 'utf8' })

function linesAt(file: string, words: string): number[] {
  const said = run('@biomejs/biome/bin/biome', 'lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=100', file)
  const diagnostics = `${said.stdout}${said.stderr}`.split(/^(?=\S*\.ts:)/m)
  return diagnostics.filter((each) => each.includes(words)).map((each) => Number(/^\S+?:(\d+):/.exec(each)?.[1]))
}

describe('lint', () => {
  it('refuses the clock and the dice in a pure package, and lets a given time be', () => {
    expect(linesAt('packages/kernel/src/asks-the-clock.ts', 'takes the time and chance')).toEqual([1, 2, 3, 4])
  })

  it('refuses an update or delete without where', () => {
    expect(linesAt('services/spoke/src/cases/careless.store.ts', 'names its rows with where')).toEqual([3, 4])
  })

  it('refuses the environment outside a start file', () => {
    expect(linesAt('services/spoke/src/cases/reads-environment.ts', 'noProcessEnv')).toEqual([1])
  })
})

describe('the types of a pure package', () => {
  it('know neither Node, nor timers, nor the network, nor the console', () => {
    writeFileSync(
      path.join(copy, 'packages/kernel/tsconfig.json'),
      '{ "extends": "../../tsconfig.base.json", "include": ["src/uses-node.ts"] }',
    )
    const said = run('typescript/bin/tsc', '-p', 'packages/kernel', '--pretty', 'false')
    const unknown = [...said.stdout.matchAll(/Cannot find name '(\w+)'/g)].map(([, name]) => name)
    expect(unknown).toEqual(['process', 'setTimeout', 'fetch', 'console'])
  })
})
