import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runChecks } from './check.mjs'
import { handOver } from './run-process.mjs'

/** Checks, then every vitest project; the last line counts both. Words after `--` go to vitest. */
export async function runTests(root, args) {
  const checks = await runChecks(root)
  const report = path.join(tmpdir(), `oh-tests-${process.pid}.json`)
  const runner = [path.join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json']
  const code = await handOver(process.execPath, [...runner, `--outputFile.json=${report}`, ...args], { cwd: root })
  const sum = sumUp(checks, readReport(report), code)
  rmSync(report, { force: true })
  process.stdout.write(`\n${lastLine(sum)}\n`)
  return sum.failed === 0 && code === 0 ? 0 : code || 1
}

/**
 * Passed, failed and skipped over the check steps and vitest's own report. A file that could not even be loaded has no
 * tests to fail, so it counts as one failure; a runner that ended badly without saying why counts as one too.
 */
export function sumUp(checks, report, exitCode) {
  const files = report?.testResults ?? []
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  const failed = checks.filter((step) => !step.ok).length + (report?.numFailedTests ?? 0) + unloaded.length
  return {
    passed: checks.filter((step) => step.ok).length + (report?.numPassedTests ?? 0),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

export const lastLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
