import { readFileSync } from 'node:fs'
import { printCatalogue } from '@oh/local'
import { testDatabase } from '@oh/postgres/testing'
import { expect, it } from 'vitest'

it.each(['spoke', 'pool', 'directory', 'console'] as const)(
  'the migrated database of a %s is the one printed in schema/database',
  async (kind) => {
    await using database = await testDatabase(kind)
    const printed = readFileSync(new URL(`../../../schema/database/${kind}.sql`, import.meta.url), 'utf8')
    expect(await printCatalogue(database.adminUrl)).toBe(printed)
  },
)
