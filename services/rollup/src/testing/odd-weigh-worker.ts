import { env } from 'node:process'
import { parentPort } from 'node:worker_threads'

/** Does what a thread must not do: which of it stands in the population it is given, for tests. */
parentPort?.on('message', ({ population }: { readonly population: string }) => {
  if (population === 'fail') throw new Error('a planted fault')
  if (population === 'exit') process.exit(1)
  if (population === 'fill the memory')
    for (const kept: unknown[] = []; ; ) kept.push(Array.from({ length: 1_000 }, () => ({ kept })))
  if (population === 'run for ever') for (;;);
  parentPort?.postMessage({ kind: 'refused', reasons: [population, ...Object.keys(env)] })
})
