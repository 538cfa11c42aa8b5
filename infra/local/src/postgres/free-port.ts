import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { PlainFault } from '../plain-fault.ts'

/** Below the range (32768 up on Linux) from which the system takes ports for outgoing connections, which would take ours. */
const LOWEST = 20_000
const HIGHEST = 32_000
const TRIES = 50

/** Whether nothing listens on the port at this address. */
export function portIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (fault: NodeJS.ErrnoException) =>
      resolve(fault.code === 'EADDRNOTAVAIL' || fault.code === 'EAFNOSUPPORT'),
    )
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** The preferred port when it is free, else one at random below the ephemeral range. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await portIsFree(preferred))) return preferred
  for (let tries = 0; tries < TRIES; tries++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await portIsFree(port)) return port
  }
  throw new PlainFault(
    `No free port was found from ${LOWEST} to ${HIGHEST}: end some of the programs that listen there and run the command again.`,
  )
}
