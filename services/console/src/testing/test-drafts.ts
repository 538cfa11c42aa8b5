import type { Clock } from '@oh/kernel'
import { testDatabase } from '@oh/postgres/testing'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { type Drafts, draftsOn } from '../drafts/drafts.ts'

export interface TestDrafts extends Drafts, AsyncDisposable {}

/** Drafts on a database of their own, sealed with a key of their own. */
export async function testDrafts(clock?: Clock): Promise<TestDrafts> {
  const database = await testDatabase('console', clock ? { clock } : {})
  const drafts = draftsOn(database.db, openKeyring('console', newKeyringFile()))
  return { ...drafts, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}
