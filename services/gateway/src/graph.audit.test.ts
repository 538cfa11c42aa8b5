import { auditServer } from 'graphql-http'
import { expect, it } from 'vitest'
import { okafor } from './shards/samples/rows.ts'
import { startFace } from './testing/start-face.ts'

const BY_POST = 'every operation goes by POST: what stands in an address is kept in logs and histories'

/** What the audit misses here, by its id, and why it is so. Each of them is a MAY. */
const KNOWN: Readonly<Record<string, string>> = { '5A70': BY_POST, D6D5: BY_POST, '6A70': BY_POST }

it('speaks GraphQL over HTTP: no MUST and no SHOULD of the public audit fails', async () => {
  await using face = await startFace({ person: { perSecond: 1_000, burst: 1_000 } })
  const token = await face.net.keys.personToken(okafor)
  const fetchFn = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    headers.set('oh-csrf', '1')
    return fetch(url, { ...init, headers })
  }
  const results = await auditServer({ url: `${face.url}/graphql`, fetchFn })
  expect(results.length).toBeGreaterThan(50)
  const found = results.flatMap((result) =>
    result.status === 'ok' ? [] : [{ id: result.id, name: result.name, status: result.status, reason: result.reason }],
  )
  // an error is a MUST, a warning a SHOULD
  expect(found.filter(({ status }) => status !== 'notice')).toEqual([])
  expect(found.map(({ id }) => id).sort()).toEqual(Object.keys(KNOWN).sort())
})
