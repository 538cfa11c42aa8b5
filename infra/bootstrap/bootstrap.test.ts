import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeComplaint } from './node-version.mjs'
import { explain } from './plain-words.mjs'
import { checkWritable, isSetUp, npmCommand, toolEnvironment, wantedStamp } from './set-up.mjs'
import { lastLine, sumUp } from './test.mjs'

const root = mkdtempSync(path.join(tmpdir(), 'oh-bootstrap-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the Node check', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('lets Node %s pass', (version) => {
    expect(nodeComplaint(version)).toBe('')
  })
  it.each(['14.21.3', '18.20.8', '20.18.3'])('stops Node %s with one line', (version) => {
    expect(nodeComplaint(version)).toMatch(new RegExp(`^Node ${version} is too old: .* 20\\.19 or newer.*\\n$`))
  })
})

describe('a failure in words', () => {
  it.each([
    ['npm error code ENOSPC\nnpm error EACCES', 'is full'],
    ['EROFS: read-only file system', 'read-only file system'],
    ['EACCES: permission denied, mkdir', 'may not write in'],
    ['npm error code ENOTFOUND', 'registry cannot be reached'],
    ['ERR_PNPM_META_FETCH_FAIL', 'registry cannot be reached'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['spawn npm ENOENT', 'npm was not found'],
    ['ERR_PNPM_OUTDATED_LOCKFILE', 'pnpm-lock.yaml does not match'],
    ['npm error code EINTEGRITY', 'not the one the lock file names'],
  ])('%j is said as one sentence: %s', (text, words) => {
    expect(explain(text, { root: '/checkout' })).toContain(words)
  })
  it('leaves an unknown one to whoever called', () => {
    expect(explain('something else', { root: '/checkout' })).toBeUndefined()
  })
})

describe('setting up', () => {
  it.each([
    ['EACCES', 'This account may not write in'],
    ['EROFS', 'is on a read-only file system'],
  ])('says in one sentence that the checkout is closed to us (%s)', (code, words) => {
    const closed = () => {
      throw Object.assign(new Error(code), { code })
    }
    expect(() => checkWritable(root, closed)).toThrow(words)
    expect(() => checkWritable(root)).not.toThrow()
  })

  it('knows by its stamp whether anything changed', () => {
    for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) writeFileSync(path.join(root, file), file)
    mkdirSync(path.join(root, 'node_modules'))
    expect(isSetUp(root)).toBe(false)
    writeFileSync(path.join(root, 'node_modules', '.setup-stamp'), wantedStamp(root))
    expect(isSetUp(root)).toBe(true)
    expect(wantedStamp(root, 'another Node')).not.toBe(wantedStamp(root))
    writeFileSync(path.join(root, 'pnpm-lock.yaml'), 'changed')
    expect(isSetUp(root)).toBe(false)
  })

  it.each([undefined, '', '/closed'])('gives the tools a home of their own when HOME is %j and cannot be used', (home) => {
    const env = toolEnvironment(
      root,
      { HOME: home, PATH: '/bin', npm_config_cache: '/closed/.npm', XDG_DATA_HOME: '/closed' },
      () => false,
    )
    expect(env).toEqual({
      HOME: path.join(root, '.local', 'home'),
      PATH: '/bin',
      npm_config_cache: path.join(root, '.local', 'home', '.npm'),
    })
  })

  it('leaves the tools’ environment alone when the home can be used', () => {
    expect(toolEnvironment(root, { HOME: '/home/me', A: 'b' }, () => true)).toEqual({ HOME: '/home/me', A: 'b' })
  })

  it('calls npm by the file that called us when npm did, else by its name', () => {
    expect(npmCommand({ npm_execpath: '/gone/npm-cli.js' }, 'linux')).toEqual({ file: 'npm', args: [], shell: false })
    const cli = path.join(root, 'npm-cli.js')
    writeFileSync(cli, '')
    expect(npmCommand({ npm_execpath: cli }, 'linux')).toEqual({ file: process.execPath, args: [cli], shell: false })
  })
})

describe('the last line of npm test', () => {
  const checks = [
    { name: 'types', ok: true },
    { name: 'lint', ok: false },
  ]
  it('counts check steps and tests together', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0, testResults: [] }
    expect(lastLine(sumUp(checks, report, 1))).toBe('6 passed, 2 failed, 2 skipped')
  })
  it('leaves skipped out when there are none', () => {
    expect(lastLine(sumUp([], { numPassedTests: 5, numFailedTests: 0, testResults: [] }, 0))).toBe('5 passed, 0 failed')
  })
  it('counts a file that could not be loaded, and a runner that died without a report', () => {
    const unloaded = { status: 'failed', assertionResults: [] }
    expect(sumUp([], { numPassedTests: 5, numFailedTests: 0, testResults: [unloaded] }, 1).failed).toBe(1)
    expect(sumUp([], undefined, 137).failed).toBe(1)
  })
})
