import { readLocalSettings } from './local-settings.ts'
import { runPlainly } from './plain-fault.ts'
import { runFederation } from './start-federation.ts'

// a reader that went away (a closed terminal, `| head`) must not take the federation down without stopping its parts
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

let askStop: () => void = () => undefined
const stop = new Promise<void>((resolve) => {
  askStop = resolve
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, askStop)
// the command that started us was killed: nobody is left to tell us to stop
process.on('disconnect', askStop)

const started = performance.now()
const say = (line: string) => process.stdout.write(`[${((performance.now() - started) / 1000).toFixed(1)}s] ${line}\n`)

await runPlainly(async () => {
  const settings = readLocalSettings(process.env)
  await runFederation(settings, { say, sink: process.stdout, colours: process.stdout.isTTY === true }, stop, askStop)
})
if (process.connected) process.disconnect()
