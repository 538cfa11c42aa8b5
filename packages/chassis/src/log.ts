/**
 * What a log line may carry. Anything else does not compile, so a name, a note or a token cannot be logged by accident;
 * a fault is logged by its class name and code, never by its message (a driver's message holds the query).
 */
export interface LogFields {
  readonly member?: string
  readonly messageId?: string
  readonly messageName?: string
  readonly correlation?: string
  readonly route?: string
  readonly method?: string
  readonly status?: number
  readonly milliseconds?: number
  readonly code?: string
  readonly attempt?: number
  readonly count?: number
  /** Which step of a loop, as the program calls it. */
  readonly step?: string
  readonly requestId?: string
  readonly port?: number
  readonly version?: string
  readonly fault?: unknown
}

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** Writes one JSON line per event to the given sink (default: standard output). */
export function createLog(
  service: string,
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const { fault, ...rest } = fields
      write(
        JSON.stringify({
          time: new Date().toISOString(),
          level,
          service,
          event,
          ...rest,
          ...(fault === undefined ? {} : faultFields(fault)),
        }),
      )
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

function faultFields(fault: unknown): { fault: string; code?: string; at?: string } {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const code = codeOf(fault) ?? codeOf(fault.cause)
  const where = fault.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  return { fault: fault.name, ...(code === undefined ? {} : { code }), ...(where === undefined ? {} : { at: where.trim() }) }
}

function codeOf(fault: unknown): string | undefined {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined
  return typeof code === 'string' ? code : undefined
}
