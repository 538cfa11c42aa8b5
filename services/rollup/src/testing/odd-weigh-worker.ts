import { env } from 'node:process'
import { parentPort } from 'node:worker_threads'

/** Does what a thread must not do: which of it stands in the measure it is given, for tests. */
parentPort?.on('message', ({ measure }: { readonly measure: string }) => {
  if (measure === 'fail') throw new Error('a planted fault')
  if (measure === 'exit') process.exit(1)
  if (measure === 'fill the memory')
    for (const kept: unknown[] = []; ; ) kept.push(Array.from({ length: 1_000 }, () => ({ kept })))
  if (measure === 'run for ever') for (;;);
  parentPort?.postMessage({ kind: 'refused', reasons: [measure, ...Object.keys(env)] })
})
