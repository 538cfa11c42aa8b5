import type { Log } from './log.ts'
import { stopSignal } from './stop-signal.ts'

/**
 * The whole of a start file: starts the service, waits for a stop signal and disposes of it. A service that cannot start
 * says why in one line and ends with exit code 1; a stop that takes longer than 25 s is cut off.
 */
export async function run(log: Log, start: () => Promise<AsyncDisposable>): Promise<void> {
  process.on('unhandledRejection', (fault) => log.error('unhandled-rejection', { fault }))
  try {
    const service = await start()
    await stopSignal()
    setTimeout(() => process.exit(1), 25_000).unref()
    await service[Symbol.asyncDispose]()
    log.info('stopped')
  } catch (fault) {
    log.error('cannot-start', { fault })
    process.stderr.write(`${fault instanceof Error ? startFaultSentence(fault) : 'The service could not start.'}\n`)
    process.exitCode = 1
  }
}

/** Only faults written for people are repeated in full; any other message could hold a query or a secret. */
function startFaultSentence(fault: Error): string {
  const code = 'code' in fault ? String(fault.code) : ''
  if (code === 'CONFIG' || code === 'SCHEMA_OUT_OF_RANGE') return fault.message
  if (code === 'EADDRINUSE') return 'The port is in use by another program.'
  return `The service could not start (${fault.name}${code ? ` ${code}` : ''}).`
}
