import { expect, it } from 'vitest'
import type { MemberEntry } from './shards/members.ts'
import { subjectTokens } from './subject-token.ts'

const member = { id: 'spoke-0000000000b1' } as MemberEntry
const headers = subjectTokens(async (audience) => `token for ${audience}`)

it('sends the gateway’s own token for that member beside the person’s, as it came', async () => {
  const sent = await headers({ personToken: 'header.claims.signature' }, member)
  expect(sent).toEqual({ authorization: 'Bearer token for spoke-0000000000b1', 'oh-person': 'header.claims.signature' })
})

it('sends no person for a caller who has none', async () => {
  expect(await headers({}, member)).toEqual({ authorization: 'Bearer token for spoke-0000000000b1' })
})
