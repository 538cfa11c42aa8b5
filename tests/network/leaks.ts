import type { TestDatabase } from '@oh/postgres/testing'

/** Everything a database holds, as text and as the bytes of its columns: what a thief of its files would read. */
export async function dumpOf({ admin }: Pick<TestDatabase, 'admin'>, but: readonly string[] = []): Promise<string> {
  const tables = await admin<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
  const wanted = tables.filter(({ name }) => !but.includes(name))
  const texts = await Promise.all(
    wanted.map(async ({ name }) => {
      const [row] = await admin.unsafe(`select coalesce(string_agg(t::text, ' '), '') as all from "${name}" t`)
      return String(row?.all)
    }),
  )
  const text = texts.join('\n')
  const bytes = (text.match(/(?<=\\x)[0-9a-f]{2,}/g) ?? []).map((digits) => Buffer.from(digits, 'hex').toString('latin1'))
  return [text, ...bytes].join('\n')
}

/** The words that are found in a text, in plain letters or in an encoding that hides them from a plain look. */
export function foundIn(text: string, words: readonly string[]): string[] {
  const plain = text.toLowerCase()
  return words.filter((word) => {
    const letters = word.toLowerCase()
    const isPlain = [letters, encodeURIComponent(letters), letters.replaceAll(' ', '+')].some((each) => plain.includes(each))
    return isPlain || text.includes(Buffer.from(word).toString('hex')) || base64Parts(word).some((part) => text.includes(part))
  })
}

/** The letters in base64 that a word leaves wherever it begins: its own, without the first and last that its neighbours share. */
function base64Parts(word: string): string[] {
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(word)]).toString('base64url')
    return whole.slice(offset === 0 ? 0 : offset + 1, -2)
  })
}
