import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { MESSAGE_NAMES, parseMessage } from '@oh/messages'
import { describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../schema/messages', import.meta.url))
const kept = readdirSync(folder).flatMap((type) =>
  readdirSync(path.join(folder, type))
    .filter((file) => file.endsWith('.sample.json'))
    .map((file) => ({ name: `${type}.${file.replace('.sample.json', '')}`, file: path.join(folder, type, file) })),
)

describe('messages that were ever agreed', () => {
  it.each(kept)('$name still parses', ({ name, file }) => {
    expect(parseMessage(name, JSON.parse(readFileSync(file, 'utf8')))).toMatchObject({ kind: 'message' })
  })

  it('are all kept with a sample', () => {
    expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining([...MESSAGE_NAMES]))
  })
})
