import { type ChildProcess, fork } from 'node:child_process'

const ENDS_WITHIN_MS = 5_000

type Answering<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly ask: infer Ask; readonly answer: infer Answer }
    ? (ask: Ask) => Promise<Answer>
    : never
}

interface Message {
  readonly number: number
  readonly name: string
  readonly content: unknown
}

/** In the child: answers what the parent asks, and ends with it. */
export function answerParent<Table>(answers: Answering<Table>): void {
  const byName = answers as unknown as Readonly<Record<string, (ask: unknown) => Promise<unknown>>>
  process.on('message', async ({ number, name, content }: Message) => {
    try {
      process.send?.({ number, content: await byName[name]?.(content) })
    } catch (fault) {
      process.send?.({ number, fault: fault instanceof Error ? `${fault.stack}` : String(fault) })
    }
  })
  process.once('disconnect', () => process.exit())
}

export interface Child<Table> extends AsyncDisposable {
  ask<Name extends keyof Table & string>(
    name: Name,
    ...content: Table[Name] extends { readonly ask: infer Ask } ? (Ask extends null ? [] : [Ask]) : never
  ): Promise<Table[Name] extends { readonly answer: infer Answer } ? Answer : never>
}

/** In the parent: a process of this file that answers, gone when disposed or when the parent is. */
export function startChild<Table extends object>(file: URL, args: readonly string[] = []): Child<Table> {
  const child = fork(file, args, {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const waiting = new Map<number, { answered: (content: unknown) => void; failed: (fault: Error) => void }>()
  let count = 0
  child.on('message', ({ number, content, fault }: Message & { fault?: string }) => {
    const who = waiting.get(number)
    waiting.delete(number)
    if (fault === undefined) who?.answered(content)
    else who?.failed(new Error(fault))
  })
  child.once('exit', (code) => {
    for (const { failed } of waiting.values()) failed(new Error(`${file.pathname} ended with ${code}`))
  })
  const ask = (name: string, content: unknown = null) =>
    new Promise<unknown>((answered, failed) => {
      count += 1
      waiting.set(count, { answered, failed })
      child.send({ number: count, name, content } satisfies Message)
    })
  return { ask, [Symbol.asyncDispose]: () => ended(child) } as unknown as Child<Table>
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const impatient = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
  if (child.connected) child.disconnect()
  await gone
  clearTimeout(impatient)
}
