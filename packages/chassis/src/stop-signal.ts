/** Resolves at SIGTERM or SIGINT: the start file then disposes of its service and the process ends by itself. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((stop) => {
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  })
}
