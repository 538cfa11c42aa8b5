import type { z } from 'zod'

const MOST_PATHS = 20

/** Where a value has not the shape: paths such as `content.question` or `excluded.0.why`, at most 20, never a value. */
export function pathsOf(error: z.ZodError): readonly string[] {
  const paths = error.issues.map((issue) => issue.path.map(String).join('.') || '(whole)')
  return [...new Set(paths)].slice(0, MOST_PATHS)
}

/** Paths of what was given and is not in what was kept: fields the shape does not know. */
export function droppedPaths(given: unknown, kept: unknown, at: readonly string[] = []): readonly string[] {
  if (typeof given !== 'object' || given === null) return []
  const keptFields = new Map<string, unknown>(Object.entries(kept ?? {}))
  return Object.entries(given).flatMap(([name, value]) => {
    const path = [...at, name]
    return keptFields.has(name) ? droppedPaths(value, keptFields.get(name), path) : [path.join('.')]
  })
}
