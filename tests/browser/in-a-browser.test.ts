import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { aMonthIsClosed } from './close-a-month.ts'
import { coordinatorHasABadMonday } from './coordinators-day.ts'
import { findBrowser } from './find-browser.ts'
import { leadsCanSee } from './leads.ts'
import { type LocalFederation, startLocalFederation } from './local-federation.ts'
import { aCaseTravels } from './thread.ts'

const found = await findBrowser()
if ('sorry' in found) {
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(found.sorry)
  process.stdout.write(`${found.sorry}\n`)
}

// one federation for all of them, since starting one takes longer than most of what is asked of it; the parts stand in an
// order in which none minds what the ones before have changed
describe.skipIf('sorry' in found)('in a browser', () => {
  let federation: LocalFederation
  beforeAll(async () => {
    federation = await startLocalFederation('QK1,QT1')
  }, 360_000)
  afterAll(async () => {
    if ('browser' in found) await found.browser.close()
    await federation?.[Symbol.asyncDispose]()
  }, 120_000)
  const browser = (): Browser => {
    if ('browser' in found) return found.browser
    throw new Error(found.sorry)
  }
  const stage = { browser, federation: () => federation }

  describe('the region and the nation can see', () => leadsCanSee(stage))
  describe('a complex case travels', () => aCaseTravels(stage))
  describe('a month is closed', () => aMonthIsClosed(stage))
  describe('a coordinator has a bad Monday', () => coordinatorHasABadMonday(stage))
})
