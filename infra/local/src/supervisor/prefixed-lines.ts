import type { Readable } from 'node:stream'

const COLOURS = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94]
const LONGEST_LINE = 16_384
/** Warnings of libraries that have no switch: oidc-provider names the Node releases it is tested on, our tests prove it on ours. */
const UNHELPFUL = [/^oidc-provider WARNING: Unsupported runtime\./]

export interface LineSink {
  write(text: string): unknown
}

/**
 * Passes a stream on line by line with the service's name in front; half lines wait for their end. `each` sees every line
 * that is passed on.
 */
export function prefixLines(stream: Readable, prefix: string, sink: LineSink, each: (line: string) => void): void {
  let rest = ''
  const say = (line: string) => {
    if (UNHELPFUL.some((warning) => warning.test(line))) return
    each(line)
    sink.write(`${prefix}${line}\n`)
  }
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) say(line)
    if (rest.length > LONGEST_LINE) {
      say(rest)
      rest = ''
    }
  })
  stream.on('end', () => {
    if (rest) say(rest)
  })
}

/** The name padded to one width, in a colour of its own when the lines go to a terminal. */
export function prefixFor(name: string, index: number, colours: boolean): string {
  const padded = name.padEnd(10)
  return colours ? `\u001b[${COLOURS[index % COLOURS.length]}m${padded} |\u001b[0m ` : `${padded} | `
}
