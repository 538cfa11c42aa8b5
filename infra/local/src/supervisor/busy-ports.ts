import { PlainFault } from '../plain-fault.ts'
import { portIsFree } from '../postgres/free-port.ts'

/** Throws PlainFault naming every port of the plan on which another program listens already. */
export async function requireFreePorts(ports: readonly { readonly name: string; readonly port: number }[]): Promise<void> {
  const looked = await Promise.all(ports.map(async (each) => ({ ...each, free: await isFreeForPeople(each.port) })))
  const [first, ...others] = looked.filter(({ free }) => !free)
  if (!first) return
  const busy =
    others.length === 0
      ? `Port ${first.port} (for ${first.name}) is`
      : `Ports ${[first, ...others].map(({ port }) => port).join(', ')} are`
  throw new PlainFault(
    `${busy} in use by another program: end it, or set OH_PORT_BASE to another number such as 4000 and run the command again.`,
  )
}

/** `localhost` may lead to either loopback address, so a program on the other one would answer in our place. */
async function isFreeForPeople(port: number): Promise<boolean> {
  return (await portIsFree(port, '127.0.0.1')) && (await portIsFree(port, '::1'))
}
