import { readdirSync } from 'node:fs'
import { GRAPH_VERSION as POOL } from '@oh/pool'
import { GRAPH_VERSION as ROLLUP } from '@oh/rollup'
import { GRAPH_VERSION as SPOKE } from '@oh/spoke'
import { describe, expect, it } from 'vitest'

const kept = readdirSync(new URL('../../schema/older/', import.meta.url))

/** Without the print a gateway takes a member of the version before for one of today, and asks what it does not know. */
describe('the version before of each kind of member', () => {
  it.each(Object.entries({ spoke: SPOKE, pool: POOL, rollup: ROLLUP }).filter(([, version]) => Number(version) > 1))(
    'is kept as it was printed: %s before %s',
    (kind, version) => {
      expect(kept).toContain(`${kind}.${Number(version) - 1}.graphql`)
      expect(kept).not.toContain(`${kind}.${version}.graphql`)
    },
  )
})
