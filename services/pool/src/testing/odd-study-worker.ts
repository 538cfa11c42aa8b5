import { serveStudy } from '../studies/serve-study.ts'
import type { StudyKind } from '../studies/study-kinds.ts'

/** Under the name of the real kind: a computation that does what its input says, good or bad. */
const odd: StudyKind<{ readonly does: string }> = {
  parse: (given) => {
    const { does } = given as { does: string }
    return does === 'something unheard of' ? undefined : { does }
  },
  compute: ({ does }) => {
    if (does === 'fail') throw new Error('no such luck')
    if (does === 'exit') process.exit(0)
    const kept: number[][] = []
    while (does === 'fill the memory') kept.push(Array.from({ length: 100_000 }, (_, at) => at + kept.length))
    while (does === 'run for ever');
    // biome-ignore lint/style/noProcessEnv: to show that the worker has none of the service's settings
    return { did: does, env: Object.keys(process.env) }
  },
}

await serveStudy({ 'what-if': odd })
