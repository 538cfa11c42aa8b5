import { jsonSchemas, samples, splitMessageName } from '@oh/messages'

/** One JSON schema and one sample for each message version; kept for ever, since old messages must parse for ever. */
export function printMessages(): Map<string, string> {
  const sampleOf = samples()
  const prints = [...jsonSchemas()].flatMap(([name, schema]) => {
    const { type, version } = splitMessageName(name) ?? { type: name, version: 1 }
    const folder = `schema/messages/${type}`
    return [
      [`${folder}/v${version}.json`, json(schema)],
      [`${folder}/v${version}.sample.json`, json(sampleOf.get(name))],
    ] as const
  })
  return new Map(prints)
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
