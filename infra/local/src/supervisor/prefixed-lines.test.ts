import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { prefixLines } from './prefixed-lines.ts'

it('passes on every line but the warning that the identity library has no switch for', async () => {
  const stream = new PassThrough()
  let shown = ''
  const seen: string[] = []
  prefixLines(stream, 'identity | ', { write: (text) => (shown += text) }, (line) => seen.push(line))
  stream.write('oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.\noidc-prov')
  stream.end('ider WARNING: a quick start is not for production\nlistening')
  await once(stream, 'end')
  expect(shown).toBe('identity | oidc-provider WARNING: a quick start is not for production\nidentity | listening\n')
  expect(seen).toEqual(['oidc-provider WARNING: a quick start is not for production', 'listening'])
})
