import { parentPort, workerData } from 'node:worker_threads'
import type { StudyKind } from './study-kinds.ts'

/** What a worker is given to compute. */
export interface StudyWork {
  readonly kind: string
  readonly input: unknown
}

/** What it says when it is done. A fault ends the worker instead. */
export type StudyWord = { readonly kind: 'computed'; readonly result: unknown } | { readonly kind: 'of-another-version' }

/** Computes the one study this worker was started for, and says what came of it. */
export async function serveStudy(kinds: Readonly<Record<string, StudyKind>>): Promise<void> {
  const { kind, input } = workerData as StudyWork
  const known = kinds[kind]
  const parsed = known?.parse(input)
  const word: StudyWord =
    known && parsed !== undefined ? { kind: 'computed', result: await known.compute(parsed) } : { kind: 'of-another-version' }
  parentPort?.postMessage(word)
}
