import { buildSchema, introspectionFromSchema } from 'graphql'

const HEADER = `// Printed from the public graph; run "npm run schema" to print it again.
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
`

/**
 * Prints the types that `graphql.ts` reads, from the SDL of the public graph (what a client sees: nothing of federation,
 * nothing inaccessible). The text goes to `graph-env.generated.d.ts`. Throws when the SDL does not parse.
 */
export async function printGraphTypes(publicSdl: string): Promise<string> {
  const { minifyIntrospection, outputIntrospectionFile } = await import('gql.tada/internal')
  const introspection = introspectionFromSchema(buildSchema(publicSdl), { descriptions: false })
  const printed = outputIntrospectionFile(minifyIntrospection(introspection), { fileType: '.d.ts', shouldPreprocess: true })
  // the ambient declaration would set the types for every package that loads gql.tada
  const types = printed.slice(0, printed.indexOf("import * as gqlTada from 'gql.tada'"))
  return `${HEADER}${types.replace(/\/\*[\s\S]*?\*\//g, '').trim()}\n`
}
