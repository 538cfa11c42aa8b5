/** One question of the tour, with who asks it and with what. */
export interface TourDocument {
  readonly name: string
  /** Where it stands in the tour, from 1. */
  readonly step: number
  readonly persona: string
  readonly variables: Readonly<Record<string, unknown>>
  /** The whole file: what it is about, then the operation. */
  readonly text: string
}

const STEP = /^# Step (\d+), as ([\w-]+), with (\{.*\})$/m

/** A document of `schema/documents`: a comment that ends in `# Step 3, as nurse-rwe, with { "trust": "RWE" }`, then the operation. Throws when that line is missing. */
export function readTourDocument(file: string, text: string): TourDocument {
  const [, step, persona = '', variables = ''] = STEP.exec(text) ?? []
  if (step === undefined) throw new Error(`${file} does not say in which step of the tour it is asked, as whom and with what.`)
  return { name: file.replace(/\.graphql$/, ''), step: Number(step), persona, variables: JSON.parse(variables), text }
}
