import { createServer } from 'node:net'

/** The first of a run of ports that are free now, below the range from which outgoing connections are given theirs. */
export async function freePorts(count: number): Promise<number> {
  for (let base = 12_000 + 100 * (process.pid % 80); base < 32_000; base += 100) {
    const free = await Promise.all(Array.from({ length: count }, (_, offset) => isFree(base + offset)))
    if (free.every(Boolean)) return base
  }
  throw new Error('no free ports')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
  })
}
